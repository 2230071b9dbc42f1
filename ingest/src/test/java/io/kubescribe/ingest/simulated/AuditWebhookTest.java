package io.kubescribe.ingest.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AuditWebhookTest {
  private final List<JsonNode> batches = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ArrayDeque<Integer> codes = new ArrayDeque<>();
  private HttpServer receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    batches.add(StrictJson.MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + exchange.getRequestHeaders().getFirst("User-Agent"));
    Integer code = codes.poll();
    exchange.sendResponseHeaders(code == null ? 200 : code, -1);
    exchange.close();
  }

  private AuditWebhook webhook(Duration maxWait) {
    AuditWebhook webhook =
        new AuditWebhook(
            URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/audit/x"),
            "secret",
            maxWait,
            Duration.ofMillis(1));
    webhook.start();
    return webhook;
  }

  private static void send(AuditWebhook webhook, int count) {
    for (int i = 0; i < count; i++) {
      webhook.accept(("{\"auditID\":\"" + i + "\"}").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void events_travel_as_an_event_list() {
    try (AuditWebhook webhook = webhook(Duration.ofMillis(50))) {
      send(webhook, 3);
      await()
          .until(() -> batches.stream().mapToInt(batch -> batch.path("items").size()).sum() == 3);
    }
    assertThat(batches.getFirst().path("kind").asString("")).isEqualTo("EventList");
    assertThat(batches.getFirst().path("apiVersion").asString("")).isEqualTo("audit.k8s.io/v1");
    assertThat(requests.getFirst())
        .isEqualTo("POST /audit/x?timeout=30s Bearer secret Go-http-client/1.1");
  }

  @Test
  void a_batch_has_400_events_at_most_and_closing_sends_the_rest() {
    try (AuditWebhook webhook = webhook(Duration.ofSeconds(30))) {
      send(webhook, 410);
      await().until(() -> !batches.isEmpty());
    }
    assertThat(batches).extracting(batch -> batch.path("items").size()).containsExactly(400, 10);
  }

  @Test
  void a_refused_batch_is_sent_five_times_and_then_lost() {
    codes.addAll(List.of(503, 503, 503, 503, 503));
    try (AuditWebhook webhook = webhook(Duration.ofMillis(1))) {
      send(webhook, 1);
      await().until(() -> batches.size() == 5);
      send(webhook, 1);
      await().until(() -> batches.size() == 6);
    }
  }
}
