package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.http.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Headers by which a client could claim to be another, over raw sockets: B29 to B31 of the
/// catalogue of bad inputs, each in several spellings, with and without an upgrade.
class IdentityHeadersTest {
  @TempDir private static Path folder;
  private static TestGateway gateway;
  private static TestGateway permissive;

  @BeforeAll
  static void start() throws IOException {
    gateway = new TestGateway(folder, new ScriptedServer(IdentityHeadersTest::answer));
    permissive =
        new TestGateway(
            folder,
            new ScriptedServer(IdentityHeadersTest::answer),
            TestGateway.config(RecordingMode.STRICT, false, true));
  }

  @AfterAll
  static void stop() throws IOException {
    gateway.close();
    permissive.close();
  }

  private static boolean answer(ScriptedServer.Request request) throws IOException {
    request.answer("200 OK\r\nContent-Length: 0\r\n\r\n");
    return true;
  }

  private static final List<String> STRIPPED =
      List.of(
          "X-Remote-User",
          "X-Remote-Group",
          "X-Remote-Uid",
          "X-Remote-Extra-Scopes",
          "X-Forwarded-For",
          "X-Forwarded-User",
          "X-Forwarded-Groups",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Original-URL",
          "X-Real-Ip",
          "Forwarded",
          "Audit-ID");

  private static final List<String> IMPERSONATION =
      List.of(
          "Impersonate-User",
          "Impersonate-Group",
          "Impersonate-Uid",
          "Impersonate-Extra-Scopes",
          "Impersonate-Extra-a%2Fb");

  private static final String UPGRADE =
      "Connection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n";

  private static List<String> spellings(String name) {
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      mixed.append(i % 2 == 0 ? name.toLowerCase(Locale.ROOT).charAt(i) : name.charAt(i));
    }
    return List.of(
        name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT), mixed.toString());
  }

  /// A name, and how it stands in the request.
  record Case(String name, String headers, boolean upgrade) {
    String request() {
      return (upgrade
              ? "POST /api/v1/namespaces/a/pods/b/exec?command=id HTTP/1.1\r\n"
              : "GET /api/v1/pods HTTP/1.1\r\n")
          + "Host: gw\r\nAuthorization: Bearer ann\r\n"
          + headers
          + (upgrade ? UPGRADE + "Content-Length: 0\r\n" : "")
          + "\r\n";
    }
  }

  private static List<Case> cases(List<String> names) {
    List<Case> cases = new ArrayList<>();
    for (String name : names) {
      for (String spelling : spellings(name)) {
        for (boolean upgrade : List.of(false, true)) {
          cases.add(new Case(name, spelling + ": system:masters\r\n", upgrade));
        }
      }
      cases.add(new Case(name, name + ": a\r\n" + name + ": b\r\n", false));
    }
    return cases;
  }

  static Stream<Case> stripped() {
    return cases(STRIPPED).stream();
  }

  static Stream<Case> impersonating() {
    return cases(IMPERSONATION).stream();
  }

  static Stream<Case> namedByConnection() {
    return Stream.concat(STRIPPED.stream(), IMPERSONATION.stream())
        .flatMap(name ->
            Stream.of(
                new Case(name, "Connection: " + name + "\r\n" + name + ": a\r\n", false),
                new Case(
                    name,
                    "Connection: keep-alive, " + name.toLowerCase(Locale.ROOT) + "\r\n",
                    false),
                new Case(name, "Connection: " + name + "\r\n", true)));
  }

  @Test
  void there_are_more_than_two_hundred_cases() {
    assertThat(stripped().count() + impersonating().count() + namedByConnection().count())
        .isGreaterThan(200);
  }

  @ParameterizedTest
  @MethodSource("stripped")
  void never_reaches_the_apiserver(Case one) throws IOException {
    gateway.server.requests.clear();
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(one.request()).read().status()).isEqualTo(200);
    }
    ScriptedServer.Request seen = gateway.server.requests.getFirst();
    switch (one.name()) {
      case "X-Forwarded-For" -> assertThat(seen.all(one.name())).containsExactly("127.0.0.1");
      case "Audit-ID" ->
          assertThat(seen.all(one.name())).hasSize(1).doesNotContain("system:masters", "a", "b");
      default -> assertThat(seen.all(one.name())).isEmpty();
    }
    assertThat(seen.headers().toString()).doesNotContain("system:masters");
  }

  @ParameterizedTest
  @MethodSource("impersonating")
  void is_forbidden_unless_policy_allows(Case one) throws IOException {
    gateway.server.requests.clear();
    try (Wire wire = gateway.connect()) {
      Wire.Response response = wire.send(one.request()).read();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.body()).contains("\"kind\":\"Status\"").contains("--as");
    }
    assertThat(gateway.server.requests).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("impersonating")
  void passes_where_policy_allows(Case one) throws IOException {
    permissive.server.requests.clear();
    try (Wire wire = permissive.connect()) {
      assertThat(wire.send(one.request()).read().status()).isEqualTo(200);
    }
    assertThat(permissive.server.requests.getFirst().all(one.name())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("namedByConnection")
  void must_not_be_named_by_connection(Case one) throws IOException {
    permissive.server.requests.clear();
    try (Wire wire = permissive.connect()) {
      assertThat(wire.send(one.request()).read().status()).isEqualTo(400);
    }
    assertThat(permissive.server.requests).isEmpty();
  }
}
