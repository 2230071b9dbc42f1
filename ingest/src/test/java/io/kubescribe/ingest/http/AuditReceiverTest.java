package io.kubescribe.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.intake.Delivery;
import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is answered when, as the contract of the webhook has it. B3, B16 and B28 of the catalogue
/// of bad inputs.
class AuditReceiverTest {
  private static final String BODY = "{\"kind\":\"EventList\",\"items\":[]}";

  @TempDir private Path data;
  private TestReceiver server;

  @BeforeEach
  void start() throws IOException {
    server = new TestReceiver(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void assertRefused(Wire.Response response, int status, String code) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.body())
        .startsWith("{\"error\":{\"code\":\"" + code + "\",\"message\":\"")
        .endsWith("\"detail\":null}}");
    assertThat(server.intake.taken).isEmpty();
    assertThat(server.inflight()).isZero();
  }

  @Test
  void a_body_that_is_durable_is_answered_with_its_counts() throws IOException {
    server.intake.behaviour = _ -> new Receipt(3, 2, 1);
    Wire.Response response = server.exchange(server.post(BODY, "Content-Type: application/json"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"accepted\":3,\"duplicates\":2,\"quarantined\":1}");
    Delivery taken = server.intake.taken.getFirst();
    assertThat(taken.cluster()).isEqualTo(new ClusterName("prod"));
    assertThat(taken.importId()).isNull();
    assertThat(server.intake.bodies()).containsExactly(BODY);
    assertThat(server.intake.sawPlatformThread).isFalse();
    assertThat(server.inflight()).isZero();
    assertThat(server.metrics.get("kubescribe.audit.events").tag("outcome", "accepted").counter())
        .extracting(counter -> counter.count())
        .isEqualTo(3.0);
    assertThat(server.metrics.get("kubescribe.audit.bytes").tag("cluster", "prod").counter())
        .extracting(counter -> counter.count())
        .isEqualTo((double) BODY.length());
    assertThat(server.metrics.get("kubescribe.audit.answers").tag("status", "200").timer())
        .extracting(timer -> timer.count())
        .isEqualTo(1L);
  }

  @Test
  void an_empty_body_goes_to_the_intake_too() throws IOException {
    assertThat(server.exchange(server.post("")).status()).isEqualTo(200);
    assertThat(server.exchange(server.head() + "\r\n").status()).isEqualTo(200);
    assertThat(server.intake.bodies()).containsExactly("", "");
  }

  @Test
  void an_import_is_marked() throws IOException {
    assertThat(server.exchange(server.post(BODY, "Kubescribe-Import: run_7-A")).status())
        .isEqualTo(200);
    assertThat(server.intake.taken.getFirst().importId()).isEqualTo("run_7-A");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kubescribe-Import: ",
        "Kubescribe-Import: a b",
        "Kubescribe-Import: ../x",
        "Kubescribe-Import: a\r\nKubescribe-Import: b"
      })
  void an_import_run_of_another_shape_is_a_bad_request(String header) throws IOException {
    assertRefused(server.exchange(server.post(BODY, header)), 400, "bad_request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: application/json;charset=UTF-8",
        "Content-Type: Application/JSON; charset=\"utf-8\"",
        "Content-Encoding: identity",
        "X-Forwarded-For: 192.0.2.1",
        "Accept-Encoding: gzip",
      })
  void usual_headers_are_taken(String header) throws IOException {
    assertThat(server.exchange(server.post(BODY, header)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain",
        "Content-Type: application/json; charset=utf-16",
        "Content-Type: application/json; charset",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type:",
        "Content-Type: application/json\r\nContent-Type: text/plain",
        "Content-Encoding: br",
        "Content-Encoding: zstd",
        "Content-Encoding: gzip, gzip",
        "Content-Encoding: gzip\r\nContent-Encoding: gzip",
        "Content-Encoding: deflate"
      })
  void other_media_are_unsupported(String header) throws IOException {
    assertRefused(server.exchange(server.post(BODY, header)), 415, "unsupported_media_type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authorization: Bearer",
        "Authorization: Bearer wrong",
        "Authorization: Basic cHJvZDp4",
        "Authorization: Bearer \u00e4",
      })
  void an_unknown_sender_is_unauthorized(String header) throws IOException {
    Wire.Response response =
        server.exchange(
            "POST /audit/prod HTTP/1.1\r\nHost: x\r\n"
                + (header.isEmpty() ? "" : header + "\r\n")
                + "Content-Length: 2\r\n\r\n{}");
    assertRefused(response, 401, "unauthorized");
    assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
  }

  @Test
  void two_tokens_are_none() throws IOException {
    String twice = "Authorization: Bearer " + server.token("prod");
    assertRefused(server.exchange(server.post(BODY, twice)), 401, "unauthorized");
  }

  @Test
  void a_token_sends_for_its_own_cluster_only() throws IOException {
    String other = "";
    for (String cluster : new String[] {"dev", "unknown", "system", "..", "%70rod", "PROD"}) {
      Wire.Response response =
          server.exchange(server.post(BODY).replace("/audit/prod?", "/audit/" + cluster + "?"));
      assertRefused(response, 403, "forbidden");
      // Configured or not: answered to the byte alike.
      assertThat(other.isEmpty() ? response.body() : other).isEqualTo(response.body());
      other = response.body();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "access_token", "timeout=1s&Bearer", "api_key", "%74oken"})
  void a_token_in_the_query_is_refused(String name) throws IOException {
    String request = server.post(BODY).replace("timeout=30s", name + "=x");
    assertRefused(server.exchange(request), 400, "bad_request");
  }

  @Test
  void a_valid_token_in_the_query_is_refused_under_any_name() throws IOException {
    String request = server.post(BODY).replace("timeout=30s", "q=" + server.token("dev"));
    assertRefused(server.exchange(request), 400, "bad_request");
    assertThat(server.refused("token_in_query")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/audit/prod,405,POST",
    "PUT,/audit/prod,405,POST",
    "HEAD,/audit/prod,405,POST",
    "POST,/healthz,405,'GET, HEAD'",
    "DELETE,/metrics,405,'GET, HEAD'",
    "GET,/,404,''",
    "POST,/audit,404,''",
    "POST,/audit/,404,''",
    "POST,/audit/prod/,404,''",
    "POST,/audit/prod/x,404,''",
    "GET,/audit/../healthz,404,''",
    "POST,*,404,''"
  })
  void other_paths_and_methods(String method, String path, int status, String allow)
      throws IOException {
    try (Wire wire = server.connect()) {
      wire.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
      Wire.Response response = wire.readHead();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.header("Allow")).isEqualTo(allow);
      assertThat(server.intake.taken).isEmpty();
    }
  }

  @Test
  void what_is_not_durable_shall_be_sent_again() throws IOException {
    server.intake.behaviour =
        _ -> {
          throw new UnavailableException("disk full", new IOException("disk full"));
        };
    Wire.Response response = server.exchange(server.post(BODY));
    assertRefused(response, 503, "unavailable");
    assertThat(response.header("Retry-After")).isEqualTo("20");
  }

  @Test
  void a_failure_is_told_as_unavailable_and_not_explained() throws IOException {
    server.intake.behaviour =
        _ -> {
          throw new IllegalStateException("password of the database is hunter2");
        };
    Wire.Response response = server.exchange(server.post(BODY));
    assertRefused(response, 503, "unavailable");
    assertThat(response.header("Retry-After")).isEqualTo("20");
    assertThat(response.body()).doesNotContain("hunter2");
  }

  @Test
  void even_an_error_of_the_machine_is_answered() throws IOException {
    server.intake.behaviour =
        _ -> {
          throw new StackOverflowError();
        };
    assertRefused(server.exchange(server.post(BODY)), 503, "unavailable");
  }

  @Test
  void pages_for_operators_need_no_token() throws IOException {
    server.components.add(new Part(CheckResult.failed("no leader")));
    String health =
        "{\"ok\":false,\"components\":"
            + "[{\"name\":\"part\",\"ok\":false,\"message\":\"no leader\"}]}";

    Wire.Response healthz = server.exchange("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(healthz.status()).isEqualTo(200);
    assertThat(healthz.body()).isEqualTo(health);
    Wire.Response readyz = server.exchange("GET /readyz?verbose HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(readyz.status()).isEqualTo(503);
    assertThat(readyz.body()).isEqualTo(health);
    Wire.Response scraped = server.exchange("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(scraped.body()).isEqualTo("# scraped\n");
    assertThat(scraped.header("Content-Type")).startsWith("text/plain; version=0.0.4");
  }

  @Test
  void head_is_answered_without_a_body_on_the_same_connection() throws IOException {
    try (Wire wire = server.connect()) {
      wire.send("HEAD /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(wire.readHead().status()).isEqualTo(200);
      assertThat(wire.send(server.post(BODY)).read().status()).isEqualTo(200);
    }
  }

  @Test
  void it_works_while_it_listens() {
    assertThat(server.receiver.check().ok()).isTrue();
    server.receiver.close();
    assertThat(server.receiver.check().ok()).isFalse();
    server.receiver.close();
  }

  private record Part(CheckResult check) implements Component {
    @Override
    public String name() {
      return "part";
    }

    @Override
    public void close() {}
  }
}
