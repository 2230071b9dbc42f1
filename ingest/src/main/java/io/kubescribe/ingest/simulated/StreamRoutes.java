package io.kubescribe.ingest.simulated;

import io.kubescribe.ingest.simulated.http.Wire;
import io.kubescribe.ingest.simulated.node.ContainerRuntime;
import io.kubescribe.ingest.simulated.node.Kubelet;
import io.kubescribe.ingest.simulated.node.ObjectKey;
import io.kubescribe.ingest.simulated.node.ObjectStore;
import io.kubescribe.ingest.simulated.process.Ending;
import io.kubescribe.ingest.simulated.process.ProcessIo;
import io.kubescribe.ingest.simulated.stream.PortServer;
import io.kubescribe.ingest.simulated.stream.RemoteTask;
import io.kubescribe.ingest.simulated.stream.SpdyPortForward;
import io.kubescribe.ingest.simulated.stream.SpdyRemote;
import io.kubescribe.ingest.simulated.stream.StreamSet;
import io.kubescribe.ingest.simulated.stream.WebSocketHandshake;
import io.kubescribe.ingest.simulated.stream.WebSocketProtocol;
import io.kubescribe.ingest.simulated.stream.WebSocketRemote;
import io.kubescribe.ingest.simulated.stream.WebSocketTunnel;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// exec, attach and port-forward, up to the upgrade and through it. Safe for use by many threads.
final class StreamRoutes {
  private static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";
  private static final List<String> PORT_FORWARD = List.of("portforward.k8s.io");

  private final ObjectStore store;
  private final Kubelet kubelet;
  private final PortServer ports;

  StreamRoutes(ObjectStore store, Kubelet kubelet, PortServer ports) {
    this.store = store;
    this.kubelet = kubelet;
    this.ports = ports;
  }

  private ObjectNode pod(Call call, ObjectKey key) throws ApiException {
    ObjectNode pod = store.get(key).orElseThrow(() -> ApiException.notFound("pods", key.name()));
    HttpHeaders headers = call.exchange().headers();
    if (!WebSocketHandshake.asksUpgrade(headers) || headers.get("Upgrade", "").isEmpty()) {
      throw ApiException.badRequest("Upgrade request required");
    }
    return pod;
  }

  private static ObjectKey key(Call call) {
    return new ObjectKey("pods", call.info().namespace(), call.info().name());
  }

  /// exec and attach.
  void remote(Call call, boolean exec) throws ApiException, IOException {
    ObjectKey key = key(call);
    Optional<ObjectNode> found = store.get(key);
    String container =
        found.isEmpty() ? "" : ContainerChoice.of(found.get(), key.name(), call.query("container"));
    pod(call, key);
    RequestInfo.Parameters query = call.info().parameters();
    StreamSet wanted =
        new StreamSet(
            query.flag("stdin"), query.flag("stdout"), query.flag("stderr"), query.flag("tty"));
    List<String> command = exec ? query.all("command") : List.of();
    Optional<ContainerRuntime> target =
        kubelet.container(key, container).filter(ContainerRuntime::isRunning);
    RemoteTask task =
        target.isEmpty()
            ? _ ->
                new Ending.NotStarted(
                    "unable to upgrade connection: container not found (\"" + container + "\")")
            : exec ? exec(target.get(), command, wanted.tty()) : target.get()::attach;
    try {
      if (WebSocketHandshake.asked(call.exchange().headers())) {
        webSocket(call, target.isPresent(), container, wanted, command, task);
      } else {
        spdy(call, target.isPresent(), container, wanted, command, task);
      }
    } finally {
      call.ended(101);
    }
  }

  private RemoteTask exec(ContainerRuntime target, List<String> command, boolean tty) {
    return streams ->
        kubelet
            .programs()
            .run(
                new ProcessIo(
                    command,
                    tty,
                    streams.stdin(),
                    streams.stdout(),
                    streams.stderr(),
                    streams.size(),
                    target.container()));
  }

  private static void webSocket(
      Call call,
      boolean runs,
      String container,
      StreamSet wanted,
      List<String> command,
      RemoteTask task)
      throws IOException {
    if (!Handshakes.isGet(call)) {
      return;
    }
    HttpHeaders headers = call.exchange().headers();
    List<String> offered =
        WebSocketHandshake.offered(headers).stream()
            .filter(token -> !token.startsWith(Authenticator.TOKEN_PROTOCOL))
            .toList();
    Optional<WebSocketProtocol> protocol = choose(offered);
    if (protocol.isEmpty()) {
      Handshakes.refuse(call, 403, "Forbidden\n");
      return;
    }
    if (!runs && protocol.get() != WebSocketProtocol.V5) {
      Handshakes.refuse(call, 404, notFound(container));
      return;
    }
    Wire wire = call.upgrade(WebSocketHandshake.answer(headers, protocol.get().token()));
    new WebSocketRemote(wire, protocol.get(), wanted, command).serve(task);
  }

  private static String notFound(String container) {
    return "container not found (\"" + container + "\")\n";
  }

  private static Optional<WebSocketProtocol> choose(List<String> offered) {
    if (offered.isEmpty()) {
      return Optional.of(WebSocketProtocol.NONE);
    }
    if (offered.contains(WebSocketProtocol.V5.token())) {
      return Optional.of(WebSocketProtocol.V5);
    }
    return offered.stream().map(WebSocketProtocol::of).flatMap(Optional::stream).findFirst();
  }

  private static void spdy(
      Call call,
      boolean runs,
      String container,
      StreamSet wanted,
      List<String> command,
      RemoteTask task)
      throws IOException {
    Optional<String> version = Handshakes.spdyVersion(call, SpdyRemote.VERSIONS);
    if (version.isEmpty()) {
      return;
    }
    if (!runs) {
      Handshakes.refuse(call, 404, notFound(container));
      return;
    }
    Wire wire = call.upgrade(Handshakes.spdyAnswer(version.get()));
    new SpdyRemote(wire, version.get(), wanted, command).serve(task);
  }

  void portForward(Call call) throws ApiException, IOException {
    pod(call, key(call));
    try {
      HttpHeaders headers = call.exchange().headers();
      if (!WebSocketHandshake.asked(headers)) {
        Optional<String> version = Handshakes.spdyVersion(call, PORT_FORWARD);
        if (version.isPresent()) {
          forward(call, Handshakes.spdyAnswer(version.get()), Function.identity());
        }
      } else if (Handshakes.isGet(call)) {
        if (WebSocketHandshake.offered(headers).contains(TUNNEL)) {
          forward(call, WebSocketHandshake.answer(headers, TUNNEL), WebSocketTunnel::new);
        } else {
          Handshakes.refuse(call, 403, "Forbidden\n");
        }
      }
    } finally {
      call.ended(101);
    }
  }

  private void forward(Call call, HttpHeaders answer, Function<Wire, Wire> tunnel)
      throws IOException {
    new SpdyPortForward(tunnel.apply(call.upgrade(answer)), ports).serve();
  }
}
