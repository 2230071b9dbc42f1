package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubescribe.app.kafka.EmbeddedBroker;
import io.kubescribe.app.node.Role;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.session.EndReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka goes away while sessions are open: what was delivered and what was recorded differ by no
/// more than strict mode's window, or by exactly the gaps that best effort writes.
@Tag("soak")
class SessionOutageIT {
  private static final int SESSIONS = Scale.of(10, 50);

  /// In the full form longer than the producer keeps a record, so that records are lost.
  private static final Duration OUTAGE = Scale.of(Duration.ofSeconds(8), Duration.ofSeconds(40));

  private static final int CHUNK = 16 << 10;

  /// More than 4 MiB for each session during the outage, which is what may wait for Kafka.
  private static final Duration PERIOD = Scale.of(Duration.ofMillis(16), Duration.ofMillis(60));

  private static final long WINDOW = 256 << 10;

  /// What this machine may be late by.
  private static final Duration SLACK = Duration.ofSeconds(2);

  @TempDir Path folder;

  private final AtomicBoolean stop = new AtomicBoolean();
  private final List<NumberedOutput> received = new ArrayList<>();
  private final List<SessionClient> clients = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.shutdownNow();
  }

  @Test
  void strict_mode_ends_sessions_and_delivers_no_more_than_the_window_unrecorded()
      throws Exception {
    Path log = folder.resolve("kafka");
    EmbeddedBroker broker = new EmbeddedBroker(log, new HostPort("127.0.0.1", 0));
    broker.start();
    HostPort address = broker.address();
    try (GatewayNode gateway = gateway(address, "strict")) {
      SessionClient idle =
          new SessionClient(
              http, gateway.exec("container=sh&stdin=1&stdout=1&command=cat"), _ -> {});
      openSessions(gateway);
      broker.close();
      long away = System.nanoTime();
      requireRefusal(gateway);
      for (SessionClient client : clients) {
        assertThat(client.closed().get(20, TimeUnit.SECONDS)).isEqualTo(1000);
        assertThat(client.status()).contains("\"status\":\"Failure\"", "Kafka does not answer");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - away))
          .isLessThan(Duration.ofSeconds(5).plus(SLACK));
      requireRefusal(gateway);
      assertThat(idle.closed()).as("nothing of it is unrecorded").isNotDone();

      broker = restart(log, address, away);
      idle.abort();
      // The idle one, and two that were refused.
      for (RecordedOutput one : recorded(address, SESSIONS + 3)) {
        if (one.number().equals("cat")) {
          assertThat(one.recorded()).isZero();
        } else {
          assertThat(one.reason()).isEqualTo(EndReason.NOT_RECORDED);
          assertThat(one.missing()).isBetween(Scale.isFull() ? 1 : 0L, WINDOW);
          assertThat(one.recorded() + one.missing()).isEqualTo(delivered(one));
        }
      }
    } finally {
      broker.close();
    }
  }

  @Test
  void best_effort_goes_on_and_records_exactly_what_is_missing() throws Exception {
    Path log = folder.resolve("kafka");
    EmbeddedBroker broker = new EmbeddedBroker(log, new HostPort("127.0.0.1", 0));
    broker.start();
    HostPort address = broker.address();
    try (GatewayNode gateway = gateway(address, "bestEffort")) {
      openSessions(gateway);
      Instant before = Instant.now();
      broker.close();
      broker = restart(log, address, System.nanoTime());
      requireProgress(512 << 10);
      stop.set(true);
      for (SessionClient client : clients) {
        assertThat(client.closed().get(20, TimeUnit.SECONDS)).isEqualTo(1000);
        assertThat(client.status()).contains("\"status\":\"Success\"");
      }
      for (RecordedOutput one : recorded(address, SESSIONS)) {
        assertThat(one.reason()).isEqualTo(EndReason.COMPLETED);
        assertThat(one.missing()).isPositive();
        assertThat(one.recorded() + one.missing()).isEqualTo(delivered(one));
        // What was under way is lost too.
        assertThat(one.firstLoss()).isAfter(before.minus(SLACK));
      }
    } finally {
      broker.close();
    }
  }

  private GatewayNode gateway(HostPort kafka, String mode) throws IOException {
    GatewayNode gateway =
        new GatewayNode(
            folder,
            "{ embedded: false, bootstrapServers: \"" + kafka + "\" }",
            "mode: " + mode,
            Set.of(Role.INGEST));
    gateway.cluster.register("numbers", NumberedOutput.program(CHUNK, PERIOD.toNanos(), stop));
    return gateway;
  }

  private void openSessions(GatewayNode gateway) {
    for (int i = 0; i < SESSIONS; i++) {
      NumberedOutput output = new NumberedOutput();
      received.add(output);
      URI exec = gateway.exec("container=sh&stdout=1&command=numbers&command=" + i);
      clients.add(new SessionClient(http, exec, output::take));
    }
    requireProgress(256 << 10);
  }

  private void requireProgress(long bytes) {
    List<Long> before = received.stream().map(NumberedOutput::position).toList();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          for (int i = 0; i < SESSIONS; i++) {
            if (received.get(i).position() < before.get(i) + bytes) {
              return false;
            }
          }
          return true;
        });
  }

  /// Strict mode says in time that it takes no session.
  private void requireRefusal(GatewayNode gateway) {
    long asked = System.nanoTime();
    assertThatThrownBy(() ->
            new SessionClient(http, gateway.exec("container=sh&stdout=1&command=cat"), _ -> {}))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(503));
    assertThat(Duration.ofNanos(System.nanoTime() - asked))
        .isLessThan(Duration.ofSeconds(2).plus(SLACK));
  }

  /// Waits until the outage has lasted.
  private static EmbeddedBroker restart(Path log, HostPort address, long away) throws IOException {
    await().atMost(OUTAGE.plus(SLACK)).until(() -> System.nanoTime() - away > OUTAGE.toNanos());
    EmbeddedBroker broker = new EmbeddedBroker(log, address);
    broker.start();
    return broker;
  }

  private static List<RecordedOutput> recorded(HostPort address, int count) {
    return SessionLog.withLosses(address.toString(), count, Duration.ofMinutes(2)).values().stream()
        .map(RecordedOutput::of)
        .toList();
  }

  private long delivered(RecordedOutput session) {
    return received.get(Integer.parseInt(session.number())).position();
  }
}
