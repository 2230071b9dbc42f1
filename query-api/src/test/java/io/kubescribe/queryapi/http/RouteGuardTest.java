package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let through to the routes.
final class RouteGuardTest {
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = new TestServer(new BruteForceSearchStore(), data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void every_route_under_api_wants_to_know_who_asks() throws Exception {
    int asked = 0;
    for (Route route : server.server.routes()) {
      if (!route.path().startsWith("/api/") || route.path().equals("/api/v1/login")) {
        continue;
      }
      String path = route.path().replaceAll("\\{\\w+}", "x");
      HttpResponse<String> answer =
          server.send(server.request(path).method(route.method(), BodyPublishers.noBody()));
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      asked++;
    }
    assertThat(asked).isGreaterThan(8);
    assertThat(server.accessLog.entries).isEmpty();
  }

  @Test
  void a_wrong_token_is_refused_and_the_eleventh_within_a_minute_told_to_wait() throws Exception {
    for (int attempt = 1; attempt <= 11; attempt++) {
      HttpRequest.Builder wrong =
          server.request("/api/v1/me").header("Authorization", "Bearer wrong");
      assertThat(server.send(wrong).statusCode()).isEqualTo(attempt <= 10 ? 401 : 429);
    }
    assertThat(server.get("/api/v1/me").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:PORT, 200",
    "127.0.0.1:PORT, 200",
    "[::1]:PORT, 200",
    "evil.example.com, 421",
    "127.0.0.1.evil.example.com:PORT, 421"
  })
  void a_foreign_host_name_gets_no_answer(String host, int status) throws Exception {
    assertThat(statusWithHost(host.replace("PORT", "" + server.server.address().port())))
        .isEqualTo(status);
  }

  private int statusWithHost(String host) throws Exception {
    String answer =
        server.exchange(
            "GET /api/v1/me HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                .formatted(host, server.token));
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  @Test
  void a_session_changes_nothing_from_a_foreign_page() throws Exception {
    String cookie = signIn();
    assertThat(logout(cookie, "X-Other", "1").statusCode()).isEqualTo(403);
    assertThat(logout(cookie, "Origin", "https://evil.example.com").statusCode()).isEqualTo(403);
    assertThat(logout(cookie, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    HttpRequest.Builder signedIn = server.request("/api/v1/me").header("Cookie", cookie);
    assertThat(server.send(signedIn).statusCode()).isEqualTo(200);
    assertThat(logout(cookie, "X-Kubescribe", "1").statusCode()).isEqualTo(204);
    assertThat(server.send(signedIn).statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> logout(String cookie, String header, String value) throws Exception {
    HttpRequest.Builder request =
        server.request("/api/v1/logout").header("Cookie", cookie).POST(BodyPublishers.noBody());
    if (!header.equals("X-Other") && !header.equals("X-Kubescribe")) {
      request.header("X-Kubescribe", "1");
    }
    return server.send(request.header(header, value));
  }

  private String signIn() throws Exception {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/api/v1/login")
                .header("Content-Type", "application/json")
                .header("X-Kubescribe", "1")
                .POST(BodyPublishers.ofString("{\"token\":\"" + server.token + "\"}")));
    assertThat(answer.statusCode()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  @Test
  void a_link_signs_in_once() throws Exception {
    String path = server.server.signInLink().toString().replaceFirst("http://[^/]+", "");
    HttpResponse<String> first = server.send(server.request(path));
    assertThat(first.statusCode()).isEqualTo(302);
    assertThat(first.headers().firstValue("Location")).hasValue("/");
    assertThat(server.send(server.request(path)).statusCode()).isEqualTo(401);
    assertThat(server.accessLog.entries)
        .extracting(AccessEntry::action)
        .containsOnly(Action.SIGN_IN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/search?q=%", "/api/v1/me", "/nothing.js", "/openapi.json"})
  void every_answer_carries_the_security_headers(String path) throws Exception {
    HttpResponse<String> answer = server.send(server.request(path.replace("%", "")));
    SecurityHeaders.ALL.forEach((name, value) -> {
      if (!name.equals("Cache-Control")) {
        assertThat(answer.headers().firstValue(name)).as(name).hasValue(value);
      }
    });
  }
}
