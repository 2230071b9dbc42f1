package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.queryapi.access.AccessEntry.Outcome;
import io.kubescribe.queryapi.access.Authenticator;
import io.kubescribe.queryapi.access.UsedLink;
import io.kubescribe.queryapi.http.Route.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Signing in and out, and who one is.
final class SignInRoutes {
  private static final int MAX_BODY = 4_096;

  /// Body of `POST /login`.
  record Login(@Nullable String token) {}

  private final Authenticator authenticator;
  private final RefusedCredentials refused;
  private final Witness witness;
  private final Supplier<SessionCookie> cookie;

  /// @param cookie known once the listener has its port
  SignInRoutes(
      Authenticator authenticator,
      RefusedCredentials refused,
      Witness witness,
      Supplier<SessionCookie> cookie) {
    this.authenticator = authenticator;
    this.refused = refused;
    this.witness = witness;
    this.cookie = cookie;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/me", new Permission.SignedIn(), List.of(), call -> me(call.principal())),
        Route.post("/api/v1/login", new Permission.Open(), this::byToken),
        Route.post("/api/v1/logout", new Permission.SignedIn(), this::signOut),
        Route.get(
            "/login", new Permission.Open(), List.of(Parameter.required("link")), this::byLink));
  }

  private static Answer me(Principal principal) {
    return Answer.json(json -> {
      Json.text(json, "name", principal.name());
      Json.texts(json, "rights", principal.rights().stream().sorted().map(Right::text).toList());
      Json.object(
          json,
          "scope",
          scope -> {
            Json.texts(scope, "clusters", principal.scope().clusters());
            Json.texts(scope, "namespaces", principal.scope().namespaces());
          });
    });
  }

  private Answer byToken(Call call) throws InterruptedException {
    Principal principal =
        authenticator
            .byToken(token(call))
            .orElseThrow(() -> refuse(call, RefusedCredentials.Kind.TOKEN));
    witness.record(call, Action.SIGN_IN, principal);
    return me(principal).with("Set-Cookie", start(call, principal));
  }

  private Answer byLink(Call call) throws InterruptedException {
    Optional<UsedLink> link = authenticator.redeemLink(call.parameters().text("link", ""));
    if (link.isEmpty()) {
      ApiException refusal = refuse(call, RefusedCredentials.Kind.LINK);
      if (isBrowser(call)) {
        // A second click, most often: the pages ask to sign in, or show themselves if one still is.
        return toPages();
      }
      throw refusal;
    }
    Principal principal = link.get().principal();
    boolean recorded = false;
    try {
      witness.record(call, Action.SIGN_IN, principal);
      recorded = true;
    } finally {
      if (!recorded) {
        authenticator.giveBack(link.get());
      }
    }
    return toPages().with("Set-Cookie", start(call, principal));
  }

  private static boolean isBrowser(Call call) {
    String accept = call.context().header("Accept");
    return accept != null && accept.contains("text/html");
  }

  private static Answer toPages() {
    return Answer.text(302, "text/plain", "").with("Location", "/");
  }

  /// Ends the session first, and whether or not that can be recorded: giving up a right needs no
  /// witness.
  private Answer signOut(Call call) {
    if (call.session() != null) {
      authenticator.closeSession(call.session());
    }
    witness.note(call, Action.SIGN_OUT, call.principal(), Outcome.ANSWERED);
    return Answer.text(204, Answer.JSON, "").with("Set-Cookie", cookie.get().clear(call.context()));
  }

  private String start(Call call, Principal principal) {
    return cookie.get().set(authenticator.openSession(principal), call.context());
  }

  private ApiException refuse(Call call, RefusedCredentials.Kind kind) {
    if (refused.tooMany(call.address(), kind)) {
      return RouteGuard.tooManyFailures();
    }
    witness.note(call, Action.SIGN_IN, null, Outcome.REFUSED);
    return new ApiException(ErrorCode.UNAUTHORIZED, "unknown, used or expired");
  }

  private static String token(Call call) {
    if (!Answer.JSON.equals(mediaType(call.context().contentType()))) {
      throw new ApiException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the body must be " + Answer.JSON);
    }
    byte[] body = call.context().bodyAsBytes();
    if (body.length > MAX_BODY) {
      throw new ApiException(ErrorCode.PAYLOAD_TOO_LARGE, "the body is too large");
    }
    try {
      Login login = StrictJson.MAPPER.readValue(body, Login.class);
      if (login != null && login.token() != null) {
        return login.token();
      }
    } catch (JacksonException e) {
      // Answered below; the parser's message could repeat the token.
    }
    throw new ApiException(ErrorCode.BAD_REQUEST, "the body must be {\"token\":\"…\"}");
  }

  private static @Nullable String mediaType(@Nullable String contentType) {
    return contentType == null ? null : contentType.split(";", 2)[0].strip();
  }
}
