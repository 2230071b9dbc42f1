package io.kubescribe.ingest.gateway;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IdentityMode;
import io.kubescribe.ingest.gateway.control.OpenSessions;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.http.Wire;
import io.kubescribe.ingest.session.SessionDecoders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A gateway in front of a scripted apiserver.
final class TestGateway implements Closeable {
  final FakeRecordings recordings = new FakeRecordings();
  final OpenSessions sessions = new OpenSessions();
  final ScriptedServer server;
  final Gateway gateway;

  /// @param folder gets the kubeconfig
  TestGateway(Path folder, ScriptedServer server) throws IOException {
    this(folder, server, strict());
  }

  TestGateway(Path folder, ScriptedServer server, GatewayConfig config) throws IOException {
    this(folder, server, config, GatewayLimits.DEFAULT);
  }

  TestGateway(Path folder, ScriptedServer server, GatewayConfig config, GatewayLimits limits)
      throws IOException {
    this(folder, server, config, limits, new TextDecoders());
  }

  TestGateway(
      Path folder,
      ScriptedServer server,
      GatewayConfig config,
      GatewayLimits limits,
      SessionDecoders decoders)
      throws IOException {
    this.server = server;
    Path kubeconfig = Files.createTempFile(folder, "kubeconfig", ".yaml");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters: [ { name: c, cluster: { server: "http://127.0.0.1:%d" } } ]
        users: [ { name: u, user: { token: gateways-own } } ]
        contexts: [ { name: c, context: { cluster: c, user: u } } ]
        """
            .formatted(server.port()));
    gateway =
        new Gateway(
            config,
            Kubeconfig.open(kubeconfig, null),
            recordings,
            decoders,
            sessions,
            (loop, _, _, _) -> loop.newSucceededFuture(Optional.empty()),
            new SimpleMeterRegistry(),
            InstantSource.system(),
            limits);
    gateway.start();
  }

  /// The default on a free port, but for these.
  static GatewayConfig config(RecordingMode mode, boolean banner, boolean impersonation) {
    GatewayConfig base = GatewayConfig.DEFAULT;
    return new GatewayConfig(
        base.cluster(),
        HostPort.parse("127.0.0.1:0"),
        null,
        null,
        null,
        mode,
        InputPolicy.FULL,
        IdentityMode.PASS_THROUGH,
        banner,
        impersonation,
        List.of("/api/v1/namespaces/*/services/open/proxy/*"),
        List.of());
  }

  static GatewayConfig strict() {
    return config(RecordingMode.STRICT, false, false);
  }

  static GatewayLimits limits(Duration lost) {
    GatewayLimits base = GatewayLimits.DEFAULT;
    return new GatewayLimits(
        base.connections(),
        base.head(),
        base.idle(),
        base.linger(),
        base.identity(),
        lost,
        Duration.ofSeconds(2));
  }

  Wire connect() throws IOException {
    return Wire.to(gateway.address());
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    server.close();
  }
}
