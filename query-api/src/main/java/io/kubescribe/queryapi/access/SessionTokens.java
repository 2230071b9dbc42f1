package io.kubescribe.queryapi.access;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.crypto.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Browsers that are signed in, in memory only: a restart signs everybody out. Safe for use by many
/// threads.
final class SessionTokens {
  static final Duration LONGEST = Duration.ofHours(12);
  static final Duration IDLE = Duration.ofMinutes(30);

  /// More than any team has browsers; past it the one idle for longest is signed out.
  static final int MOST = 1_000;

  private record SignedIn(Principal principal, Instant since, Instant lastUsed) {
    boolean valid(Instant now) {
      return now.isBefore(since.plus(LONGEST)) && now.isBefore(lastUsed.plus(IDLE));
    }
  }

  private final InstantSource clock;
  private final Map<String, SignedIn> byHash = new HashMap<>();

  SessionTokens(InstantSource clock) {
    this.clock = clock;
  }

  synchronized String open(Principal principal) {
    Instant now = clock.instant();
    byHash.values().removeIf(session -> !session.valid(now));
    if (byHash.size() >= MOST) {
      byHash.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().lastUsed()))
          .ifPresent(oldest -> byHash.remove(oldest.getKey()));
    }
    String token = Secrets.random();
    byHash.put(Secrets.key(token), new SignedIn(principal, now, now));
    return token;
  }

  synchronized Optional<Principal> find(String token) {
    String key = Secrets.key(token);
    SignedIn session = byHash.get(key);
    Instant now = clock.instant();
    if (session == null) {
      return Optional.empty();
    }
    if (!session.valid(now)) {
      byHash.remove(key);
      return Optional.empty();
    }
    byHash.put(key, new SignedIn(session.principal(), session.since(), now));
    return Optional.of(session.principal());
  }

  synchronized void close(String token) {
    byHash.remove(Secrets.key(token));
  }
}
