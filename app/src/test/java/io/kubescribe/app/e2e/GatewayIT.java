package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.config.ConfigLoader;
import io.kubescribe.app.node.Node;
import io.kubescribe.app.node.Role;
import io.kubescribe.core.kafka.ControlRecords;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.ingest.simulated.SimulatedCluster;
import io.kubescribe.ingest.simulated.SimulatedUser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session through the gateway of a whole process stands on the log, and can be ended by topic.
class GatewayIT {
  private static final String TOKEN = "token-of-ann";

  @TempDir private Path folder;

  @Test
  void a_session_is_recorded_and_can_be_ended_by_another_process() throws Exception {
    SimulatedUser ann =
        new SimulatedUser("ann", "", List.of("devs"), TOKEN, List.of(SimulatedUser.Right.ALL));
    try (SimulatedCluster cluster = SimulatedCluster.builder().users(List.of(ann)).build()) {
      cluster.start();
      try (Node node = new Node(config(cluster), Set.of(Role.values()), InstantSource.system())) {
        node.start();
        Map<String, URI> gateways =
            Objects.requireNonNullElse(node.addresses().gateway(), Map.of());
        assertThat(gateways).containsOnlyKeys("prod");
        URI http = gateways.values().iterator().next();
        URI gateway = URI.create(http.toString().replace("http:", "ws:"));
        Client client = Client.exec(gateway, "stdin=1&stdout=1&container=side&command=cat");
        client.socket.sendBinary(message(0, "hello\n"), true).join();
        await().until(() -> client.hasGot("hello"));
        SessionId id = node.sessions().live().getFirst().id();

        endByTopic(node, id);

        await().until(() -> client.hasGot("ended by eve: lunch"));
        await().until(() -> node.sessions().live().isEmpty());
        requireRecorded(node, id);
      }
    }
  }

  private AppConfig config(SimulatedCluster cluster) throws IOException {
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
                .formatted(cluster.url(), TOKEN));
    Files.setPosixFilePermissions(kubeconfig, PosixFilePermissions.fromString("rw-------"));
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            dataDir: %s
            kafka: { bootstrapServers: "127.0.0.1:0" }
            ingest:
              audit: { listen: "127.0.0.1:0" }
              gateway: [ { cluster: prod, listen: "127.0.0.1:0", kubeconfig: %s, recordInput: full } ]
            query: { listen: "127.0.0.1:0" }
            """
                .formatted(folder.resolve("data"), kubeconfig));
    return ConfigLoader.load(file, Map.of(), List.of());
  }

  private static void endByTopic(Node node, SessionId id) throws IOException {
    KafkaConfig kafka = new KafkaConfig(false, node.addresses().kafka(), Map.of());
    try (LogProducer other = new LogProducer(kafka, "other", Duration.ofSeconds(5), () -> true)) {
      other.send(ControlRecords.of(new ControlRecords.EndSession(id, "eve", "lunch"))).join();
    }
  }

  private static void requireRecorded(Node node, SessionId id) {
    Map<SessionId, List<SessionRecord>> sessions = SessionLog.ended(node.addresses().kafka(), 1);
    assertThat(sessions).containsOnlyKeys(id);
    List<SessionRecord> all = sessions.getOrDefault(id, List.of());
    SessionStart start = records(all, SessionRecord.Start.class).findFirst().orElseThrow().start();
    assertThat(start.user().username()).isEqualTo("ann");
    assertThat(start.command()).containsExactly("cat");
    assertThat(records(all, SessionRecord.Facts.class).findFirst().orElseThrow().pod().image())
        .isEqualTo("busybox:1");
    assertThat(records(all, SessionRecord.Data.class))
        .extracting(data -> data.stream() + new String(data.bytes(), StandardCharsets.UTF_8))
        .containsExactly("stdinhello\n", "stdouthello\n");
    assertThat(records(all, SessionRecord.End.class).map(SessionRecord.End::reason))
        .containsExactly(EndReason.ENDED_BY_OPERATOR);
  }

  private static <T extends SessionRecord> Stream<T> records(
      List<SessionRecord> all, Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast);
  }

  private static ByteBuffer message(int channel, String text) {
    byte[] bytes = ("x" + text).getBytes(StandardCharsets.UTF_8);
    bytes[0] = (byte) channel;
    return ByteBuffer.wrap(bytes);
  }

  /// A WebSocket client that keeps what it gets, channel bytes and all.
  private static final class Client implements WebSocket.Listener {
    private final StringBuilder received = new StringBuilder();
    final WebSocket socket;

    private Client(URI uri) {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + TOKEN)
              .subprotocols("v5.channel.k8s.io")
              .buildAsync(uri, this)
              .join();
    }

    static Client exec(URI gateway, String query) {
      return new Client(gateway.resolve("/api/v1/namespaces/default/pods/toolbox/exec?" + query));
    }

    synchronized boolean hasGot(String text) {
      return received.indexOf(text) >= 0;
    }

    @Override
    public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      received.append(StandardCharsets.ISO_8859_1.decode(data));
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
