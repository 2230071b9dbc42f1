package io.kubescribe.queryapi.access;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.access.Scope;
import io.kubescribe.queryapi.QueryConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;

/// Turns what a request carries into a principal: an API token, a one-time link or a session. For
/// now there is one principal, `admin`, with every right and scope. Safe for use by many threads.
public final class Authenticator {
  /// How long a session lasts at most; ends earlier after 30 minutes without a request.
  public static final Duration LONGEST_SESSION = SessionTokens.LONGEST;

  /// When to try again after too many failures.
  public static final Duration FAILURE_WINDOW = FailureLimit.WINDOW;

  private static final Principal ADMIN =
      new Principal("admin", EnumSet.allOf(Right.class), Scope.EVERYTHING);

  private final QueryConfig.Auth config;
  private final AdminToken adminToken;
  private final SessionTokens sessions;
  private final OneTimeLinks links;
  private final FailureLimit failures;

  public Authenticator(QueryConfig.Auth config, AdminToken adminToken, InstantSource clock) {
    this.config = config;
    this.adminToken = adminToken;
    this.sessions = new SessionTokens(clock);
    this.links = new OneTimeLinks(clock);
    this.failures = new FailureLimit(clock);
  }

  /// Whose API token this is.
  public Optional<Principal> byToken(String token) {
    return config.tokens() && adminToken.matches(token) ? Optional.of(ADMIN) : Optional.empty();
  }

  /// Whose session this is; being asked for counts as use.
  public Optional<Principal> bySession(String token) {
    return sessions.find(token);
  }

  /// A secret that signs `admin` in once, within 12 hours.
  public String issueLink() {
    return links.issue(ADMIN);
  }

  /// Uses a link up; a second time it is nobody's.
  public Optional<UsedLink> redeemLink(String link) {
    return links.redeem(link);
  }

  /// Makes a link work again that signed nobody in.
  public void giveBack(UsedLink link) {
    links.giveBack(link);
  }

  /// Starts a session.
  ///
  /// @return its secret, for the cookie
  public String openSession(Principal principal) {
    return sessions.open(principal);
  }

  public void closeSession(String token) {
    sessions.close(token);
  }

  /// Counts a failed attempt.
  ///
  /// @return whether the address made more than 10 within a minute
  public boolean failed(String address) {
    return failures.failed(address);
  }
}
