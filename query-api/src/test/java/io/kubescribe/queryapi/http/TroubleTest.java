package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.core.store.QueryTooCostlyException;
import io.kubescribe.queryapi.access.AccessEntry.Outcome;
import io.kubescribe.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What is answered, and what is written down, when store or access log are in trouble; and what
/// operators see of it.
final class TroubleTest {
  private static final String EVENT = "/api/v1/events/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private static List<String> looks() {
    return List.of(
        "/api/v1/events",
        "/api/v1/events/histogram",
        "/api/v1/events/top?field=user",
        "/api/v1/events/count",
        "/api/v1/events/cardinality?field=user",
        "/api/v1/fields/user/values",
        EVENT,
        EVENT + "/raw");
  }

  private final StoreInTrouble store = new StoreInTrouble();
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = new TestServer(store, data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("looks")
  void trouble_of_the_store_has_its_own_answers(String path) throws Exception {
    store.trouble =
        () -> {
          throw new QueryTooCostlyException("over 2 s: narrow the range");
        };
    HttpResponse<String> costly = server.get(path);
    assertThat(costly.statusCode()).isEqualTo(400);
    assertThat(costly.body()).contains("\"too_costly\"").contains("over 2 s: narrow the range");
    assertOutcome(Outcome.FAILED);

    store.trouble =
        () -> {
          throw new IOException("/secret/path: disk is gone");
        };
    HttpResponse<String> away = server.get(path);
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("2");
    assertThat(away.body()).contains("\"unavailable\"").doesNotContain("secret");
    assertOutcome(Outcome.FAILED);

    store.trouble =
        () -> {
          throw new IllegalStateException("secret detail");
        };
    HttpResponse<String> broken = server.get(path);
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body())
        .contains("\"internal\"")
        .doesNotContain("secret")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
    assertOutcome(Outcome.FAILED);
  }

  private void assertOutcome(Outcome outcome) {
    assertThat(server.accessLog.entries).hasSize(2);
    assertThat(server.accessLog.entries.getFirst().outcome()).isEqualTo(Outcome.ASKED);
    assertThat(server.accessLog.entries.getLast().outcome()).isEqualTo(outcome);
    assertThat(server.accessLog.entries.getLast().request())
        .isEqualTo(server.accessLog.entries.getFirst().request());
    server.accessLog.entries.clear();
  }

  @Test
  void the_answer_waits_for_its_entry() throws Exception {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    CountDownLatch read = new CountDownLatch(1);
    store.trouble = read::countDown;
    server.accessLog.acknowledgement = () -> durable;
    CompletableFuture<Integer> answer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return server.get("/api/v1/events/count").statusCode();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    read.await();
    assertThat(answer).isNotDone();
    assertThat(server.accessLog.entries).hasSize(1);
    durable.complete(null);
    assertThat(answer.join()).isEqualTo(200);
    assertOutcome(Outcome.ANSWERED);
  }

  @ParameterizedTest
  @MethodSource("looks")
  void nothing_is_shown_that_cannot_be_written_down(String path) throws Exception {
    server.accessLog.acknowledgement =
        () -> CompletableFuture.failedFuture(new IOException("log is away"));
    HttpResponse<String> refused = server.get(path);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).contains("2");
    JsonNode body = StrictJson.MAPPER.readTree(refused.body());
    assertThat(body.propertyNames()).containsExactly("error");
    assertThat(body.at("/error/code").asString()).isEqualTo("unavailable");
  }

  @Test
  void what_the_store_caps_is_told_so() throws Exception {
    assertThat(server.get("/api/v1/events/cardinality?field=user").body())
        .isEqualTo("{\"count\":10000000,\"exact\":false}");
    assertThat(server.get("/api/v1/events/top?field=user&size=1").body())
        .isEqualTo(
            "{\"field\":\"user\",\"values\":[{\"value\":\"a\",\"count\":3}],\"other\":9999997}");
    assertThat(server.get("/api/v1/events").body())
        .contains("\"total\":{\"value\":10000,\"exact\":false}");
  }

  @Test
  void too_many_reads_at_once_are_told_to_come_back() throws Exception {
    ReadGate gate = new ReadGate(1, Duration.ofMillis(1));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread reader =
        Thread.ofVirtual()
            .name("reader")
            .start(() -> {
              try {
                gate.read(() -> {
                  inside.countDown();
                  pass(leave);
                  return 0;
                });
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    inside.await();
    ApiException busy = assertThrows(ApiException.class, () -> gate.read(() -> 1));
    assertThat(busy.code()).isEqualTo(ErrorCode.BUSY);
    leave.countDown();
    reader.join();
    assertThat(gate.<Integer>read(() -> 1)).isEqualTo(1);
  }

  private static void pass(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void readiness_fails_with_a_part_and_liveness_does_not() throws Exception {
    assertHealth(
        "/readyz", 200, "{\"ok\":true,\"components\":[{\"name\":\"search-store\",\"ok\":true");
    store.state = CheckResult.failed("disk is full");
    String failed =
        "{\"ok\":false,\"components\":[{\"name\":\"search-store\",\"ok\":false,"
            + "\"message\":\"disk is full\"}]}";
    assertHealth("/readyz", 503, failed);
    assertHealth("/healthz", 200, failed);
    server.components.add(server.server);
    assertHealth(
        "/readyz",
        503,
        failed.substring(0, failed.length() - 2) + ",{\"name\":\"query-api\",\"ok\":true");
  }

  private void assertHealth(String path, int status, String body) throws Exception {
    HttpResponse<String> answer = server.send(server.request(path));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).startsWith(body);
  }

  @Test
  void metrics_time_each_route_and_tell_nothing_of_what_was_asked() throws Exception {
    server.get("/api/v1/events?q=user:mallory");
    server.get(EVENT);
    Eventually.within(
        Duration.ofSeconds(5),
        () -> server.send(server.request("/metrics")).body().contains("{id}"),
        () -> "the request for an event is in the metrics");
    HttpResponse<String> metrics = server.send(server.request("/metrics"));
    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body())
        .contains(
            "kubescribe_query_requests_seconds_count{route=\"/api/v1/events\",status=\"200\"} 1")
        .contains(
            "kubescribe_query_requests_seconds_count{route=\"/api/v1/events/{id}\",status=\"404\"} 1")
        .doesNotContain("mallory")
        .doesNotContain("AAAA");
  }

  @Test
  void an_import_tells_how_far_it_is() throws Exception {
    server.tallies.put("run-1", new ImportTallies.ImportTally(399, 7, 1));
    assertThat(server.get("/api/v1/imports/run-1").body())
        .isEqualTo("{\"id\":\"run-1\",\"added\":399,\"duplicates\":7,\"quarantined\":1}");
    for (String unknown : new String[] {"run-2", "run%201", "..%2frun-1", "r".repeat(65)}) {
      assertThat(server.get("/api/v1/imports/" + unknown).statusCode()).as(unknown).isIn(404, 400);
    }
    assertThat(server.get("/api/v1/imports/run-1?x=1").statusCode()).isEqualTo(400);
  }
}
