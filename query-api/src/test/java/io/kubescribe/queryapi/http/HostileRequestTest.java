package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no client of good will sends. `\r\n` and `HOST` stand for themselves and for the
/// server's address.
@TestInstance(Lifecycle.PER_CLASS)
final class HostileRequestTest {
  private TestServer server;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    QueryConfig config =
        new QueryConfig(
            new HostPort("127.0.0.1", 0), List.of("audit.example.com"), new QueryConfig.Auth(true));
    server = new TestServer(new BruteForceSearchStore(), data, config, InstantSource.system());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String exchange(String request) throws Exception {
    return server.exchange(
        request
            .replace("TOKEN", server.token)
            .replace("HOST", server.server.address().toString())
            .replace("|", "\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/v1/login HTTP/1.1|Host: HOST|Content-Length: 2|Transfer-Encoding: chunked||0||",
        "POST /api/v1/login HTTP/1.1|Host: HOST|Content-Length: 2|Content-Length: 3||{}|",
        "POST /api/v1/login HTTP/1.1|Host: HOST|Content-Length: +2||{}",
        "GET /api/v1/me HTTP/1.1|Host: HOST|X-A: 1| folded||",
        "GET /api/v1/me HTTP/1.1|Host : HOST||",
        "GET /api/v1/me HTTP/1.1|Host: HOST|Host: evil.example.com||",
        "GET /api/v1/me HTTP/1.1||",
        "GET /api/v1/me HTTP/1.1\nHost: HOST\n\n",
        "GET /api/v1/\u0000me HTTP/1.1|Host: HOST||",
        "GET /api/v1/events?q=%zz HTTP/1.1|Host: HOST|Authorization: Bearer TOKEN|Connection: close||",
        "nonsense||"
      })
  void what_two_parsers_could_read_in_two_ways_is_refused(String request) throws Exception {
    String answer = exchange(request);
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(answer)
        .contains("\"code\":\"bad_request\"")
        .doesNotContain("Jetty")
        .doesNotContain("Exception");
  }

  @Test
  void a_request_in_absolute_form_is_for_the_host_that_it_names() throws Exception {
    String answer =
        exchange(
            "GET http://evil.example.com/api/v1/me HTTP/1.1|Host: HOST|Authorization: Bearer TOKEN|"
                + "Connection: close||");
    assertThat(answer).doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void the_host_of_a_proxy_counts_only_when_the_config_has_it() throws Exception {
    String get =
        "GET /api/v1/me HTTP/1.1|Host: %s|Authorization: Bearer TOKEN|%sConnection: close||";
    assertThat(exchange(get.formatted("audit.example.com", ""))).startsWith("HTTP/1.1 200");
    assertThat(exchange(get.formatted("AUDIT.example.com:443", ""))).startsWith("HTTP/1.1 200");
    String forwarded = "X-Forwarded-Host: audit.example.com|Forwarded: host=audit.example.com|";
    assertThat(exchange(get.formatted("evil.example.com", forwarded))).startsWith("HTTP/1.1 421");
    assertThat(exchange(get.formatted("audit.example.com.", ""))).startsWith("HTTP/1.1 421");
  }

  @Test
  void open_routes_and_pages_are_not_for_foreign_hosts_either() throws Exception {
    for (String path : List.of("/", "/healthz", "/metrics", "/openapi.json", "/login?link=x")) {
      assertThat(exchange("GET " + path + " HTTP/1.1|Host: evil.example.com|Connection: close||"))
          .startsWith("HTTP/1.1 421 ")
          .contains("Content-Security-Policy");
    }
  }

  @Test
  void a_cookie_of_a_mebibyte_is_refused_before_it_is_read() throws Exception {
    String answer =
        exchange("GET /api/v1/me HTTP/1.1|Host: HOST|Cookie: a=" + "x".repeat(200_000) + "||");
    assertThat(answer).startsWith("HTTP/1.1 431 ").contains("\"headers_too_large\"");
  }

  @Test
  void a_body_past_its_limit_is_refused() throws Exception {
    String answer =
        exchange(
            "POST /api/v1/login HTTP/1.1|Host: HOST|Content-Type: application/json|X-Kubescribe: 1|"
                + "Connection: close|Content-Length: 10000000||"
                + "x".repeat(70_000));
    assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"payload_too_large\"");
  }

  @Test
  void the_pages_allow_no_script_but_their_own_and_no_frame() throws Exception {
    HttpResponse<String> page = server.send(server.request("/").header("Accept", "text/html"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.headers().firstValue("Server")).isEmpty();
    assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void paths_lead_to_nothing_but_routes_and_the_pages_own_files() throws Exception {
    for (String path :
        List.of(
            "/..%2f..%2fetc%2fpasswd",
            "/%2e%2e/%2e%2e/application.yaml",
            "/assets/../../io/kubescribe/queryapi/http/QueryServer.class",
            "/META-INF/MANIFEST.MF",
            "/api/v1/events/%2e%2e%2fme",
            "/api/v1/events/..;/me",
            "/api/v1//me",
            "/io/kubescribe/queryapi/http/openapi.json")) {
      String answer =
          exchange(
              "GET "
                  + path
                  + " HTTP/1.1|Host: HOST|Authorization: Bearer TOKEN|Connection: close||");
      assertThat(answer).as(path).containsPattern("^HTTP/1.1 40[04] ");
    }
  }
}
