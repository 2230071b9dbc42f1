package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.access.Principal;
import io.kubescribe.core.access.Right;
import io.kubescribe.core.access.Scope;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.queryapi.access.AccessEntry.Outcome;
import io.kubescribe.queryapi.access.Authenticator;
import io.kubescribe.testkit.RecordingLogs;
import io.kubescribe.testkit.TestClock;
import io.kubescribe.testkit.store.BruteForceSearchStore;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sessions and rights: how they begin, what they allow, how they end.
final class SessionTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-20T08:00:00Z"));
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    server = new TestServer(new BruteForceSearchStore(), data, QueryConfig.DEFAULT, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_link_gives_a_cookie_that_scripts_and_foreign_pages_cannot_use() throws Exception {
    HttpResponse<String> answer = server.send(server.request(link()));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .matches(
            server.cookieName()
                + "=[A-Za-z0-9_-]{43}; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict");
    assertThat(status(cookie(answer))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https       | true
          HTTPS, http | true
          http        | false
          http, https | false
          ''          | false
          """)
  void a_cookie_that_was_given_by_tls_is_never_sent_without(String scheme, boolean secure)
      throws Exception {
    HttpResponse<String> signedIn = server.send(forwarded(server.request(link()), scheme));
    assertThat(attributes(signedIn).contains("Secure")).isEqualTo(secure);
    HttpRequest.Builder logout =
        server
            .request("/api/v1/logout")
            .header("Cookie", cookie(signedIn))
            .header(RouteGuard.OWN_HEADER, "1")
            .POST(BodyPublishers.noBody());
    assertThat(attributes(server.send(forwarded(logout, scheme))).contains("Secure"))
        .isEqualTo(secure);
    HttpRequest.Builder ended = server.request("/api/v1/me").header("Cookie", cookie(signedIn));
    assertThat(attributes(server.send(forwarded(ended, scheme))).contains("Secure"))
        .isEqualTo(secure);
  }

  private static HttpRequest.Builder forwarded(HttpRequest.Builder request, String scheme) {
    return request.header("X-Forwarded-Proto", scheme);
  }

  private static List<String> attributes(HttpResponse<String> answer) {
    return List.of(answer.headers().firstValue("Set-Cookie").orElseThrow().split("; "));
  }

  @Test
  void a_link_is_of_no_use_after_twelve_hours() throws Exception {
    String link = link();
    clock.advance(Duration.ofHours(12));
    assertThat(server.send(server.request(link)).statusCode()).isEqualTo(401);
  }

  @Test
  void a_session_ends_after_half_an_hour_without_use_and_its_cookie_is_taken_back()
      throws Exception {
    String cookie = cookie(server.send(server.request(link())));
    clock.advance(Duration.ofMinutes(29));
    assertThat(status(cookie)).isEqualTo(200);
    clock.advance(Duration.ofMinutes(29));
    assertThat(status(cookie)).isEqualTo(200);
    clock.advance(Duration.ofMinutes(30));
    HttpResponse<String> ended = server.send(server.request("/api/v1/me").header("Cookie", cookie));
    assertThat(ended.statusCode()).isEqualTo(401);
    assertThat(ended.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith(server.cookieName() + "=; Path=/; Max-Age=0;");
  }

  @Test
  void a_session_in_use_ends_after_twelve_hours() throws Exception {
    String cookie = cookie(server.send(server.request(link())));
    for (int i = 0; i < 12 * 3 - 1; i++) {
      clock.advance(Duration.ofMinutes(20));
      assertThat(status(cookie)).isEqualTo(200);
    }
    clock.advance(Duration.ofMinutes(20));
    assertThat(status(cookie)).isEqualTo(401);
  }

  @Test
  void a_forged_cookie_is_nobodys() throws Exception {
    String cookie = cookie(server.send(server.request(link())));
    String last = cookie.endsWith("A") ? "E" : "A";
    assertThat(status(cookie.substring(0, cookie.length() - 1) + last)).isEqualTo(401);
    assertThat(status(server.cookieName() + "=")).isEqualTo(401);
    assertThat(status(server.cookieName() + "=" + "x".repeat(100_000))).isEqualTo(401);
  }

  @Test
  void too_many_failures_are_told_when_to_try_again_and_forgotten_after_a_minute()
      throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(status(server.cookieName() + "=wrong")).isEqualTo(401);
    }
    HttpResponse<String> refused = server.send(server.request("/login?link=wrong"));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("60");
    assertThat(server.send(server.request(link())).statusCode()).isEqualTo(302);
    clock.advance(Duration.ofMinutes(1));
    assertThat(status(server.cookieName() + "=wrong")).isEqualTo(401);
  }

  @Test
  void without_the_right_a_route_is_closed_and_the_attempt_written_down() throws Exception {
    server.tallies.put("run-1", new ImportTallies.ImportTally(1, 0, 0));
    Principal reader = new Principal("reader", EnumSet.of(Right.SEARCH), Scope.EVERYTHING);
    Principal nobody = new Principal("nobody", Set.of(), Scope.EVERYTHING);
    assertThat(server.send(server.as(reader, "/api/v1/events")).statusCode()).isEqualTo(200);
    server.accessLog.entries.clear();
    assertForbidden(reader, "/api/v1/events/" + "A".repeat(43) + "/raw", "raw");
    assertForbidden(reader, "/api/v1/imports/run-1", "import");
    for (Route route : server.server.routes()) {
      if (route.permission() instanceof Permission.Needs(Right right)) {
        HttpRequest.Builder request =
            server
                .as(nobody, route.path().replaceAll("\\{\\w+}", "x"))
                .header(RouteGuard.OWN_HEADER, "1")
                .method(route.method(), BodyPublishers.noBody());
        assertForbidden(route.path(), server.send(request), right.text());
      }
    }
    assertThat(server.send(server.as(nobody, "/api/v1/me")).statusCode()).isEqualTo(200);
    assertThat(server.accessLog.entries)
        .hasSizeGreaterThan(10)
        .allMatch(entry -> entry.action() == Action.DENIED && entry.outcome() == Outcome.REFUSED)
        .extracting(AccessEntry::user)
        .containsOnly("reader", "nobody");
    assertThat(server.accessLog.entries.getFirst().parameters())
        .containsEntry("route", "/api/v1/events/{id}/raw");
  }

  private void assertForbidden(Principal principal, String path, String right) throws Exception {
    assertForbidden(path, server.send(server.as(principal, path)), right);
  }

  private static void assertForbidden(String path, HttpResponse<String> answer, String right) {
    assertThat(answer.statusCode()).as(path).isEqualTo(403);
    assertThat(answer.body()).contains("\"forbidden\"").contains("'" + right + "'");
  }

  @Test
  void nobody_signs_in_unrecorded_and_everybody_may_sign_out() throws Exception {
    String cookie = cookie(server.send(server.request(link())));
    server.accessLog.acknowledgement =
        () -> CompletableFuture.failedFuture(new IllegalStateException("log is away"));
    HttpResponse<String> refused =
        login("application/json", "{\"token\":\"" + server.token + "\"}");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
    HttpRequest.Builder logout =
        server
            .request("/api/v1/logout")
            .header("Cookie", cookie)
            .header(RouteGuard.OWN_HEADER, "1")
            .POST(BodyPublishers.noBody());
    assertThat(server.send(logout).statusCode()).isEqualTo(204);
    assertThat(status(cookie)).isEqualTo(401);
    assertThat(server.accessLog.entries)
        .extracting(AccessEntry::action)
        .containsExactly(Action.SIGN_IN, Action.SIGN_IN, Action.SIGN_OUT);
  }

  @Test
  void a_link_that_signed_nobody_in_works_again() throws Exception {
    String link = link();
    server.accessLog.acknowledgement =
        () -> CompletableFuture.failedFuture(new IllegalStateException("log is away"));
    assertThat(server.send(server.request(link)).statusCode()).isEqualTo(503);
    server.accessLog.acknowledgement = () -> CompletableFuture.completedFuture(null);
    clock.advance(Duration.ofHours(12).minusSeconds(1));
    HttpResponse<String> signedIn = server.send(server.request(link));
    assertThat(signedIn.statusCode()).isEqualTo(302);
    assertThat(status(cookie(signedIn))).isEqualTo(200);
    assertThat(server.send(server.request(link)).statusCode()).isEqualTo(401);
  }

  @Test
  void a_browser_with_a_used_link_is_led_to_the_pages_and_not_signed_in() throws Exception {
    String link = link();
    server.send(server.request(link));
    HttpRequest.Builder again =
        server.request(link).header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    HttpResponse<String> answer = server.send(again);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue("/");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(server.accessLog.entries.getLast().outcome()).isEqualTo(Outcome.REFUSED);
    HttpRequest.Builder program = server.request(link).header("Accept", "*/*");
    assertThat(server.send(program).statusCode()).isEqualTo(401);
  }

  @Test
  void wrong_credentials_leave_one_line_of_each_kind_in_a_minute() throws Exception {
    RecordingLogs.clear();
    for (int i = 0; i < 12; i++) {
      status(server.cookieName() + "=hunter2");
      server.send(server.request("/api/v1/me").header("Authorization", "Bearer hunter2"));
      login("application/json", "{\"token\":\"hunter2\"}");
      server.send(server.request("/login?link=hunter2"));
    }
    clock.advance(Authenticator.FAILURE_WINDOW);
    status(server.cookieName() + "=hunter2");
    String line = "WARN address=127.0.0.1 reason=unknown %s suppressed=%d credentials refused";
    assertThat(RecordingLogs.lines())
        .contains(
            line.formatted("session", 0),
            line.formatted("token", 0),
            line.formatted("link", 0),
            line.formatted("session", 11))
        .noneMatch(logged -> logged.contains("hunter2"))
        .filteredOn(logged -> logged.endsWith("credentials refused"))
        .hasSize(4);
  }

  @Test
  void a_login_takes_json_of_a_token_and_nothing_else() throws Exception {
    assertThat(login("application/x-www-form-urlencoded", "token=x").statusCode()).isEqualTo(415);
    assertThat(login("text/plain", "{\"token\":\"x\"}").statusCode()).isEqualTo(415);
    for (String body : new String[] {"", "{}", "[]", "{\"token\":", "{\"token\":1,\"x\":2}"}) {
      assertThat(login("application/json", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(login("application/json", "\"" + "x".repeat(5_000) + "\"").statusCode())
        .isEqualTo(413);
    HttpResponse<String> wrong = login("application/json", "{\"token\":\"secret-try\"}");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).doesNotContain("secret-try");
    assertThat(server.get("/api/v1/login").statusCode()).isEqualTo(405);
    assertThat(server.get("/api/v1/logout").statusCode()).isEqualTo(405);
  }

  @Test
  void a_foreign_page_cannot_sign_anybody_in() throws Exception {
    HttpRequest.Builder foreign =
        server
            .request("/api/v1/login")
            .header("Content-Type", "application/json")
            .header("Origin", "https://evil.example.com")
            .header(RouteGuard.OWN_HEADER, "1")
            .POST(BodyPublishers.ofString("{\"token\":\"" + server.token + "\"}"));
    assertThat(server.send(foreign).statusCode()).isEqualTo(403);
  }

  private HttpResponse<String> login(String contentType, String body) throws Exception {
    return server.send(
        server
            .request("/api/v1/login")
            .header("Content-Type", contentType)
            .header(RouteGuard.OWN_HEADER, "1")
            .POST(BodyPublishers.ofString(body)));
  }

  private String link() {
    URI link = server.server.signInLink();
    return link.getRawPath() + "?" + link.getRawQuery();
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private int status(String cookie) throws Exception {
    HttpResponse<String> answer =
        server.send(server.request("/api/v1/me").header("Cookie", cookie));
    assertThat(StrictJson.MAPPER.readTree(answer.body()).isObject()).isTrue();
    return answer.statusCode();
  }
}
