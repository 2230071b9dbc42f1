package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.app.node.Node;
import io.kubescribe.app.node.Role;
import io.kubescribe.core.kafka.ControlRecords;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session through the gateway of a whole process stands on the log, and can be ended by topic.
class GatewayIT {
  private final StringBuilder received = new StringBuilder();

  @TempDir private Path folder;

  @Test
  void a_session_is_recorded_and_can_be_ended_by_another_process() throws Exception {
    try (GatewayNode gateway =
            new GatewayNode(
                folder,
                "{ bootstrapServers: \"127.0.0.1:0\" }",
                "recordInput: full",
                Set.of(Role.values()));
        HttpClient http = HttpClient.newHttpClient()) {
      Node node = gateway.node;
      SessionClient client =
          new SessionClient(
              http, gateway.exec("stdin=1&stdout=1&container=side&command=cat"), this::receive);
      client.type("hello\n");
      await().until(() -> received().equals("hello\n"));
      SessionId id = node.sessions().live().getFirst().id();

      endByTopic(node, id);

      await().until(() -> client.status().contains("ended by eve: lunch"));
      await().until(() -> node.sessions().live().isEmpty());
      requireRecorded(node, id);
    }
  }

  private synchronized void receive(ByteBuffer bytes) {
    received.append(StandardCharsets.ISO_8859_1.decode(bytes));
  }

  private synchronized String received() {
    return received.toString();
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
}
