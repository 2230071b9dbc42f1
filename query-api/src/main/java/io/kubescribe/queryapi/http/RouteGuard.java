package io.kubescribe.queryapi.http;

import io.javalin.http.Context;
import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.queryapi.access.Authenticator;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one gate before every route: host, identity, right, origin, parameters. Also sends the
/// answer or the error, and times the request. Safe for use by many threads.
final class RouteGuard {
  /// A header that a foreign page can't set; its presence tells that our own page, or a program,
  /// asks.
  static final String OWN_HEADER = "X-Kubescribe";

  private static final Logger log = LoggerFactory.getLogger(RouteGuard.class);

  private static final String BEARER = "bearer ";

  private final HostCheck hosts;
  private final Authenticator authenticator;
  private final RefusedCredentials refused;
  private final Witness witness;
  private final Supplier<SessionCookie> cookie;
  private final MeterRegistry metrics;
  private final InstantSource clock;

  RouteGuard(
      HostCheck hosts,
      Authenticator authenticator,
      RefusedCredentials refused,
      Witness witness,
      Supplier<SessionCookie> cookie,
      MeterRegistry metrics,
      InstantSource clock) {
    this.hosts = hosts;
    this.authenticator = authenticator;
    this.refused = refused;
    this.witness = witness;
    this.cookie = cookie;
    this.metrics = metrics;
    this.clock = clock;
  }

  static ApiException tooManyFailures() {
    return new ApiException(
        ErrorCode.TOO_MANY_REQUESTS, "too many failed attempts from this address: wait a minute");
  }

  /// Runs the route for the request, or answers why not.
  void handle(Route route, Context context) {
    long start = System.nanoTime();
    Answer answer;
    try {
      answer = admit(route, context);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer = ErrorAnswers.ofStatus(ErrorCode.UNAVAILABLE.status());
    } catch (Exception e) {
      answer = withCookieCleared(ErrorAnswers.of(e, route.path()), context);
    }
    send(answer, context);
    metrics
        .timer(
            "kubescribe.query.requests",
            "route",
            route.path(),
            "status",
            Integer.toString(answer.status()))
        .record(Duration.ofNanos(System.nanoTime() - start));
  }

  static void send(Answer answer, Context context) {
    SecurityHeaders.ALL.forEach(context::header);
    context.status(answer.status());
    context.contentType(answer.contentType());
    answer.headers().forEach(context::header);
    if (answer.stream() == null) {
      context.result(answer.body());
    } else {
      stream(answer.stream(), context);
    }
  }

  private static void stream(Answer.Stream stream, Context context) {
    try {
      OutputStream out = context.outputStream();
      stream.write(out);
      out.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      breakOff(context, e);
    } catch (Exception e) {
      log.atWarn().addKeyValue("path", context.path()).setCause(e).log("an answer broke off");
      breakOff(context, e);
    }
  }

  /// What was sent must not look like all of it, so the connection goes before the last chunk.
  private static void breakOff(Context context, Exception cause) {
    ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close(cause);
  }

  private Answer admit(Route route, Context context) throws Exception {
    Call call = call(route, context);
    if (route.changesState() && !Credentials.of(context, cookie.get().name()).hasToken()) {
      requireOwnOrigin(context);
    }
    requireRight(call);
    return route.handler().handle(call.with(checked(call, context.queryParamMap())));
  }

  /// Admits a WebSocket, whose handshake can't have our own header: browsers tell its origin.
  Call admitSocket(Route route, Context context) {
    Call call = call(route, context);
    boolean token = Credentials.of(context, cookie.get().name()).hasToken();
    if (!token && (context.header("Origin") == null || !ownOrigin(context))) {
      throw new ApiException(ErrorCode.FORBIDDEN, "this must come from our own pages");
    }
    requireRight(call);
    return call.with(checked(call, context.queryParamMap()));
  }

  private Call call(Route route, Context context) {
    hosts.check(context.req().getServerName());
    Instant now = clock.instant();
    String address = context.req().getRemoteAddr();
    Credentials credentials = Credentials.of(context, cookie.get().name());
    Principal principal =
        route.permission() instanceof Permission.Open ? null : identify(credentials, address);
    return new Call(
        UUID.randomUUID(),
        now,
        route,
        principal,
        credentials.session(),
        Parameters.unchecked(context.queryParamMap()),
        address,
        context);
  }

  private void requireRight(Call call) {
    if (call.route().permission() instanceof Permission.Needs(Right right)
        && !call.principal().may(right)) {
      witness.noteDenied(call);
      throw new ApiException(ErrorCode.FORBIDDEN, "this needs the right '" + right.text() + "'");
    }
  }

  /// Who asks for events in a way that can't be read has asked all the same.
  private Parameters checked(Call call, Map<String, List<String>> sent) {
    try {
      return Parameters.check(sent, call.route().parameters());
    } catch (ApiException e) {
      if (call.route().look() != null) {
        witness.noteUnread(call);
      }
      throw e;
    }
  }

  /// What a request shows of itself; a token is taken before a cookie.
  private record Credentials(@Nullable String token, @Nullable String session) {
    static Credentials of(Context context, String cookieName) {
      String header = context.header("Authorization");
      if (header == null) {
        return new Credentials(null, context.cookie(cookieName));
      }
      boolean bearer = header.toLowerCase(Locale.ROOT).startsWith(BEARER);
      return new Credentials(bearer ? header.substring(BEARER.length()).strip() : "", null);
    }

    boolean hasToken() {
      return token != null;
    }
  }

  private Principal identify(Credentials credentials, String address) {
    Optional<Principal> principal;
    RefusedCredentials.Kind kind;
    if (credentials.token() != null) {
      kind = RefusedCredentials.Kind.TOKEN;
      principal = authenticator.byToken(credentials.token());
    } else if (credentials.session() != null) {
      kind = RefusedCredentials.Kind.SESSION;
      principal = authenticator.bySession(credentials.session());
    } else {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED, "sign in, or send 'Authorization: Bearer TOKEN'");
    }
    if (principal.isEmpty() && refused.tooMany(address, kind)) {
      throw tooManyFailures();
    }
    return principal.orElseThrow(
        () -> new ApiException(ErrorCode.UNAUTHORIZED, "unknown or expired"));
  }

  private static void requireOwnOrigin(Context context) {
    String site = context.header("Sec-Fetch-Site");
    boolean ownSite = site == null || site.equals("same-origin") || site.equals("none");
    if (!"1".equals(context.header(OWN_HEADER)) || !ownSite || !ownOrigin(context)) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "this must come from our own pages, with '" + OWN_HEADER + ": 1'");
    }
  }

  private static boolean ownOrigin(Context context) {
    String origin = context.header("Origin");
    if (origin == null) {
      return true;
    }
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(context.header("Host"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// A cookie that is nobody's is taken back, so that the browser stops sending it.
  private Answer withCookieCleared(Answer answer, Context context) {
    boolean stale =
        answer.status() == ErrorCode.UNAUTHORIZED.status()
            && context.header("Authorization") == null
            && context.cookie(cookie.get().name()) != null;
    return stale ? answer.with("Set-Cookie", cookie.get().clear(context)) : answer;
  }
}
