package io.kubescribe.ingest.simulated;

import static io.kubescribe.ingest.simulated.SimulatedFixture.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.ingest.simulated.process.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManySessionsTest {
  private static final int SESSIONS = 200;
  private static final String EXEC =
      "/api/v1/namespaces/default/pods/toolbox/exec?container=sh&stdin=true&stdout=true";

  /// What the sockets' own buffers can hold.
  private static final long MOST_UNDERWAY = 32L << 20;

  private static final String V5 = "v5.channel.k8s.io";
  private static final String TOKEN = "Authorization: Bearer " + ADMIN;

  private final SimulatedFixture fixture = new SimulatedFixture();
  private final AtomicLong written = new AtomicLong();

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private void floodWith(int chunk) {
    fixture.cluster.register(
        "flood",
        io -> {
          byte[] bytes = new byte[chunk];
          while (true) {
            io.stdout().write(bytes);
            written.addAndGet(chunk);
          }
        });
  }

  @Test
  void a_client_that_does_not_read_stops_its_process_and_nobody_else() throws Exception {
    floodWith(32 << 10);
    List<RawClient> clients = new ArrayList<>();
    try {
      RawClient stalled = fixture.connect();
      clients.add(stalled);
      var _ = stalled.webSocket(EXEC + "&command=flood", V5, TOKEN);
      for (int i = 0; i < SESSIONS; i++) {
        RawClient client = fixture.connect();
        clients.add(client);
        var _ = client.webSocket(EXEC + "&command=cat", V5, TOKEN);
        assertThat(client.frame()).isEqualTo("82 \1");
      }
      for (RawClient client : clients.subList(1, clients.size())) {
        client.message(0, "each");
      }
      for (RawClient client : clients.subList(1, clients.size())) {
        assertThat(client.frame()).isEqualTo("82 \1each");
      }

      AtomicLong before = new AtomicLong(-1);
      await()
          .pollInterval(Duration.ofMillis(300))
          .until(() -> written.get() == before.getAndSet(written.get()));
      assertThat(written.get()).isBetween(1L, MOST_UNDERWAY);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
    await().until(() -> fixture.cluster.connections() == 0);
  }

  @Test
  void each_write_of_a_process_is_a_frame() throws Exception {
    fixture.cluster.register(
        "chunks",
        io -> {
          io.stdout().write("abc".getBytes(StandardCharsets.US_ASCII));
          io.stdout().write('d');
          io.stdout().write(new byte[70_000]);
          return Ending.OK;
        });
    try (RawClient client = fixture.connect()) {
      var _ = client.webSocket(EXEC + "&command=chunks", V5, TOKEN);

      assertThat(client.frame()).isEqualTo("82 \1");
      assertThat(client.frame()).isEqualTo("82 \1abc");
      assertThat(client.frame()).isEqualTo("82 \1d");
      assertThat(client.frame()).hasSize(4 + (32 << 10));
      assertThat(client.frame()).hasSize(4 + (32 << 10));
      assertThat(client.frame()).hasSize(4 + 70_000 - (64 << 10));
    }
  }
}
