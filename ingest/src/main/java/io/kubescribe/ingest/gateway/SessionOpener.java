package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.ingest.IdentityMode;
import io.kubescribe.ingest.gateway.identity.Credential;
import io.kubescribe.ingest.gateway.identity.Identity;
import io.kubescribe.ingest.gateway.identity.ImpersonationHeaders;
import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.gateway.request.RefusedException;
import io.kubescribe.ingest.gateway.request.Subprotocols;
import io.kubescribe.ingest.gateway.request.UpgradeKind;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Opens sessions: finds out who asks, begins the recording, and only then, in strict mode when the
/// start record is durable, asks the apiserver. Safe for use by many threads; a connection calls it
/// on its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // of listeners
final class SessionOpener {
  /// Stands for a user whom the apiserver did not name, in best effort.
  private static final SessionUser UNKNOWN = new SessionUser("", null, List.of(), Map.of());

  private final GatewayParts parts;

  SessionOpener(GatewayParts parts) {
    this.parts = parts;
  }

  /// @param request with the headers that go upstream
  /// @throws RefusedException if strict mode can't record what it asks for
  void open(
      ClientConnection client,
      HttpRequest request,
      SessionRequest asked,
      Credential credential,
      Subprotocols offered)
      throws RefusedException {
    boolean strict = parts.config().modeOf(asked.purpose().namespace()) == RecordingMode.STRICT;
    requireRecordable(request, asked, offered, strict);
    Opening opening = new Opening(client);
    client.become(opening);
    parts
        .identities()
        .identify(client.loop(), credential)
        .addListener((Future<Identity> done) -> {
          if (done.isSuccess()) {
            record(client, request, asked, done.getNow(), opening);
          } else if (strict || parts.config().identity() == IdentityMode.IMPERSONATE) {
            parts.metrics().refusedSession(asked.purpose().kind());
            opening.refuse(refusal(done.cause()));
          } else {
            record(client, request, asked, new Identity(UNKNOWN, null), opening);
          }
        });
  }

  private static void requireRecordable(
      HttpRequest request, SessionRequest asked, Subprotocols offered, boolean strict)
      throws RefusedException {
    SessionKind kind = asked.purpose().kind();
    if (asked.upgrade() == UpgradeKind.OTHER) {
      throw new RefusedException(
          Refusal.badRequest(kind.wireName() + " needs an upgrade to websocket or SPDY/3.1"));
    }
    if (strict
        && asked.upgrade() == UpgradeKind.WEBSOCKET
        && !offered.keepRecordable(request.headers(), kind)) {
      throw new RefusedException(
          Refusal.forbidden(
              "none of the offered WebSocket subprotocols can be recorded, and unrecorded sessions"
                  + " are not allowed here"));
    }
  }

  private void record(
      ClientConnection client,
      HttpRequest request,
      SessionRequest asked,
      Identity identity,
      Opening opening) {
    if (opening.over()) {
      return;
    }
    if (parts.config().identity() == IdentityMode.IMPERSONATE) {
      ImpersonationHeaders.set(
          request.headers(), identity.user(), parts.kubeconfig().ownAuthorization());
    }
    SessionStart start = asked.start(parts, parts.clock().instant(), identity);
    RecordedSession session =
        new RecordedSession(parts, client, asked.id(), start, asked.upgrade());
    lookUpPod(client, session, start);
    opening.opens(session);
    HttpExchange exchange = new HttpExchange(client, parts.upstream(), request, session, null);
    if (start.mode() != RecordingMode.STRICT) {
      opening.proceed(exchange);
      return;
    }
    var _ =
        session
            .started()
            .whenComplete((_, failure) -> {
              if (failure == null) {
                opening.proceed(exchange);
              } else {
                giveUp(session, opening, String.valueOf(failure.getMessage()));
              }
            });
  }

  private void giveUp(RecordedSession session, Opening opening, String why) {
    if (!opening.over()) {
      session.givenUp(why);
      opening.refuse(
          Refusal.unavailable(
              "the session can't be recorded now, and unrecorded sessions are not allowed here: "
                  + why));
    }
  }

  private void lookUpPod(ClientConnection client, RecordedSession session, SessionStart start) {
    parts
        .pods()
        .find(client.loop(), start.namespace(), start.podName(), start.container())
        .addListener((Future<Optional<PodFacts>> found) ->
            session.facts(found.isSuccess() ? found.getNow() : Optional.empty()));
  }

  /// What a client is told of a failure to say who it is.
  static Refusal refusal(Throwable cause) {
    return cause instanceof RefusedException refused
        ? refused.refusal()
        : Refusal.unavailable("it can't be found out who you are");
  }
}
