package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.ingest.IdentityMode;
import io.kubescribe.ingest.gateway.identity.Credential;
import io.kubescribe.ingest.gateway.identity.Identity;
import io.kubescribe.ingest.gateway.identity.ImpersonationHeaders;
import io.kubescribe.ingest.gateway.request.ClientClaims;
import io.kubescribe.ingest.gateway.request.HeaderPolicy;
import io.kubescribe.ingest.gateway.request.Purpose;
import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.gateway.request.RefusedException;
import io.kubescribe.ingest.gateway.request.RequestTarget;
import io.kubescribe.ingest.gateway.request.Subprotocols;
import io.kubescribe.ingest.gateway.request.UpgradeKind;
import io.kubescribe.ingest.netty.NettyListener;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of a request, and begins it. Safe for use by many threads; a connection
/// calls it on its event loop.
@SuppressWarnings("FutureReturnValueIgnored") // of listeners
final class Dispatcher {
  private final GatewayParts parts;
  private final SessionOpener sessions;
  private final PodOrigins origins;

  Dispatcher(GatewayParts parts) {
    this.parts = parts;
    this.sessions = new SessionOpener(parts);
    this.origins = new PodOrigins(parts.clock());
  }

  void dispatch(ClientConnection client, HttpRequest request) {
    try {
      route(client, request);
    } catch (RefusedException e) {
      client.refuse(e.refusal());
    }
  }

  private void route(ClientConnection client, HttpRequest request) throws RefusedException {
    RequestTarget target = RequestTarget.parse(request.uri());
    request.setUri(target.uri());
    UpgradeKind upgrade = UpgradeKind.of(request.headers());
    Purpose purpose = target.purpose(request.method().name());
    SessionId id = SessionId.next(parts.clock(), parts.random());
    String address = address(client);
    Map<String, String> claims = ClientClaims.of(request.headers());
    List<String> hops = ClientClaims.addresses(request.headers());
    boolean impersonates = parts.config().identity() == IdentityMode.IMPERSONATE;
    Optional<X509Certificate> certificate =
        impersonates ? NettyListener.peerCertificate(client.channel()) : Optional.empty();
    Credential credential = Credential.of(request.headers(), certificate);
    new HeaderPolicy(
            parts.config().identity(),
            parts.config().allowImpersonation(),
            parts.upstream().authority())
        .apply(request.headers(), id, address, upgrade);
    if (impersonates) {
      Subprotocols.of(request.headers()).dropToken(request.headers());
    }
    if (upgrade != UpgradeKind.NONE) {
      // Whatever the answer is: nobody knows what the client sends behind its request.
      client.closeAfterAnswer();
      requireNoBody(request);
    }
    if (purpose instanceof Purpose.Session session && upgrade != UpgradeKind.NONE) {
      claims.putAll(origins.of(credential.key(), session.namespace(), session.pod()));
      SessionRequest asked =
          new SessionRequest(id, session, target, upgrade, address, hops, claims);
      sessions.open(client, request, asked, credential, Subprotocols.of(request.headers()));
      return;
    }
    requireAllowed(purpose, upgrade, target);
    ProtocolChange change =
        upgrade == UpgradeKind.NONE ? null : new UnrecordedChange(client, parts.limits().lost());
    BodyCopy copy = copy(purpose, credential, id);
    parts.metrics().forwarded();
    if (impersonates) {
      identifyFirst(client, request, credential, change, copy);
    } else {
      HttpExchange exchange = new HttpExchange(client, parts.upstream(), request, change, copy);
      client.become(exchange);
      exchange.start();
    }
  }

  /// Remembers what the body of such a request makes.
  private @Nullable BodyCopy copy(Purpose purpose, Credential credential, SessionId id) {
    return switch (purpose) {
      case Purpose.EphemeralContainers(String namespace, String pod) ->
          new BodyCopy(body -> origins.debugged(credential.key(), namespace, pod, id, body));
      case Purpose.PodCreation(String namespace) ->
          new BodyCopy(body -> origins.made(credential.key(), namespace, id, body));
      case Purpose.Session _, Purpose.NodeProxy _, Purpose.WorkloadProxy _, Purpose.Other _ -> null;
    };
  }

  private static String address(ClientConnection client) {
    return client.channel().remoteAddress() instanceof InetSocketAddress peer
            && peer.getAddress() != null
        ? peer.getAddress().getHostAddress()
        : "";
  }

  private static void requireNoBody(HttpRequest request) throws RefusedException {
    if (HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) != 0) {
      throw new RefusedException(Refusal.badRequest("a request to upgrade must have no body"));
    }
  }

  /// Strict mode lets nothing pass that gives a terminal without a recording.
  private void requireAllowed(Purpose purpose, UpgradeKind upgrade, RequestTarget target)
      throws RefusedException {
    boolean shell = purpose instanceof Purpose.NodeProxy node && node.shell();
    String namespace = purpose instanceof Purpose.WorkloadProxy proxy ? proxy.namespace() : "";
    RecordingMode mode =
        namespace.isEmpty() ? parts.config().mode() : parts.config().modeOf(namespace);
    if ((shell || upgrade != UpgradeKind.NONE)
        && mode == RecordingMode.STRICT
        && !parts.config().mayPassUnrecorded(target.path())) {
      throw new RefusedException(
          Refusal.forbidden(
              shell
                  ? "the kubelet's exec, attach, run and port-forward can't be recorded: use kubectl"
                      + " exec"
                  : "this connection can't be recorded, and unrecorded ones are not allowed here"));
    }
  }

  private void identifyFirst(
      ClientConnection client,
      HttpRequest request,
      Credential credential,
      @Nullable ProtocolChange change,
      @Nullable BodyCopy copy) {
    Opening opening = new Opening(client);
    client.become(opening);
    parts
        .identities()
        .identify(client.loop(), credential)
        .addListener((Future<Identity> done) -> {
          if (!done.isSuccess()) {
            opening.refuse(SessionOpener.refusal(done.cause()));
            return;
          }
          actAs(request, done.getNow().user());
          opening.proceed(new HttpExchange(client, parts.upstream(), request, change, copy));
        });
  }

  private void actAs(HttpRequest request, SessionUser user) {
    ImpersonationHeaders.set(request.headers(), user, parts.kubeconfig().ownAuthorization());
  }
}
