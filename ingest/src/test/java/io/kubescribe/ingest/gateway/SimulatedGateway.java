package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.gateway.control.OpenSessions;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.session.SessionRecordings;
import io.kubescribe.ingest.simulated.RawClient;
import io.kubescribe.ingest.simulated.SimulatedFixture;
import io.kubescribe.ingest.wire.WireDecoders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// A gateway in strict mode in front of a simulated cluster, with the real decoders.
final class SimulatedGateway implements Closeable {
  static final String V5 = "v5.channel.k8s.io";
  static final String TOKEN = "Authorization: Bearer " + SimulatedFixture.ADMIN;

  final SimulatedFixture fixture = new SimulatedFixture();
  final OpenSessions sessions = new OpenSessions();
  private final Gateway gateway;

  /// @param folder gets the kubeconfig
  SimulatedGateway(Path folder, SessionRecordings recordings) throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [ { name: c, cluster: { server: "%s" } } ]
            users: [ { name: u, user: { token: %s } } ]
            contexts: [ { name: c, context: { cluster: c, user: u } } ]
            """
                .formatted(fixture.cluster.url(), SimulatedFixture.GATEWAY));
    gateway =
        new Gateway(
            TestGateway.config(RecordingMode.STRICT, false, false),
            Kubeconfig.open(kubeconfig, null),
            recordings,
            new WireDecoders(System::nanoTime),
            sessions,
            (loop, _, _, _) -> loop.newSucceededFuture(Optional.empty()),
            new SimpleMeterRegistry(),
            InstantSource.system(),
            GatewayLimits.DEFAULT);
    gateway.start();
  }

  RawClient connect() throws IOException {
    return new RawClient(gateway.address().port());
  }

  /// Path of an exec in the pod that is always there.
  ///
  /// @param query beside the container
  static String exec(String query) {
    return "/api/v1/namespaces/default/pods/toolbox/exec?container=sh&" + query;
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    fixture.close();
  }
}
