package io.kubescribe.ingest.gateway;

import static io.kubescribe.ingest.gateway.HttpText.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.ingest.http.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions through the gateway, over raw sockets on both sides; cases 22 to 31 and 68 to 76 of the
/// wire specification, as far as they are the relay's.
class SessionRelayTest {
  private static final String WS =
      lines(
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: eA==",
          "Sec-WebSocket-Protocol: v5.channel.k8s.io");

  private static final String WS_ANSWER =
      lines(
          "101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Accept: x",
          "Sec-WebSocket-Protocol: v5.channel.k8s.io",
          "");

  private static final String SPDY_ANSWER =
      lines(
          "101 Switching Protocols",
          "Connection: Upgrade",
          "Upgrade: SPDY/3.1",
          "X-Stream-Protocol-Version: v4.channel.k8s.io",
          "");

  @TempDir private Path folder;
  private TestGateway gateway;

  @BeforeEach
  void begin() throws IOException {
    gateway = start(SessionRelayTest::echo, RecordingMode.STRICT, false);
  }

  private TestGateway start(ScriptedServer.Script script, RecordingMode mode, boolean banner)
      throws IOException {
    return new TestGateway(
        folder,
        new ScriptedServer(script),
        TestGateway.config(mode, banner, true),
        TestGateway.limits(Duration.ofMillis(500), Duration.ofSeconds(60)));
  }

  private void replace(ScriptedServer.Script script) {
    gateway.server.script = script;
  }

  private void replaceBy(TestGateway other) throws IOException {
    gateway.close();
    gateway = other;
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  private static String exec(String method, String more, String headers) {
    return method
        + " /api/v1/namespaces/shop/pods/web-0/exec?command=sh&command=-c&command=id"
        + more
        + " HTTP/1.1\r\nHost: gw\r\nAuthorization: Bearer ann\r\n"
        + headers
        + "\r\n";
  }

  private static boolean echo(ScriptedServer.Request request) throws IOException {
    request.answer(WS_ANSWER + "ready");
    for (byte[] one = request.wire().bytes(1); one[0] != '!'; one = request.wire().bytes(1)) {
      request.wire().send(one);
    }
    request.wire().send("EXIT");
    return false;
  }

  private String text(Wire wire, int length) throws IOException {
    return new String(wire.bytes(length), StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_session_is_carried_and_recorded() throws IOException {
    try (Wire wire = gateway.connect()) {
      wire.send(
          exec(
              "GET",
              "&stdin=true&stdout=true&stderr=true&tty=1&container=c",
              WS
                  + "Audit-ID: mine\r\nKubectl-Session: k\r\nKubectl-Command: kubectl exec\r\n"
                  + "X-Forwarded-For: 10.0.0.1\r\n"));
      Wire.Response head = wire.readHead();
      assertThat(head.status()).isEqualTo(101);
      assertThat(head.header("Sec-WebSocket-Accept")).isEqualTo("x");
      assertThat(text(wire, 5)).isEqualTo("ready");
      wire.send("abc");
      assertThat(text(wire, 3)).isEqualTo("abc");
      assertThat(gateway.sessions.live()).hasSize(1);
      wire.send("!");
      assertThat(new String(wire.rest(), StandardCharsets.ISO_8859_1)).isEqualTo("EXIT");
    }
    FakeRecordings.Fake recording = gateway.recordings.only();
    await().until(() -> recording.reason != null);
    await().until(() -> recording.reason == EndReason.COMPLETED);
    assertThat(recording.protocol).isEqualTo(SessionProtocol.WEBSOCKET_V5);
    assertThat(recording.input()).isEqualTo("abc!");
    assertThat(recording.output()).isEqualTo("readyabcEXIT");
    assertThat(gateway.sessions.live()).isEmpty();
    SessionStart asked = recording.asked;
    assertThat(asked.kind()).isEqualTo(SessionKind.EXEC);
    assertThat(asked.command()).containsExactly("sh", "-c", "id");
    assertThat(asked.asked()).isEqualTo(new RequestedStreams(true, true, true, true));
    assertThat(asked.container()).isEqualTo("c");
    assertThat(asked.user().username()).isEqualTo("ann");
    assertThat(asked.sourceAddresses()).containsExactly("10.0.0.1");
    assertThat(asked.claims())
        .containsEntry("auditId", "mine")
        .containsEntry("kubectlSession", "k")
        .containsEntry("kubectlCommand", "kubectl exec");
    assertThat(gateway.server.requests.getFirst().header("Audit-ID"))
        .isEqualTo(recording.id.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET"})
  void spdy_is_recorded_by_any_method_and_in_any_case(String method) throws IOException {
    replace(request -> {
      request.answer(SPDY_ANSWER + "x");
      return false;
    });
    try (Wire wire = gateway.connect()) {
      wire.send(
          exec(
              method,
              "",
              lines(
                  "Connection: keep-alive",
                  "Connection: upgrade",
                  "Upgrade: spdy/3.1",
                  "Content-Length: 0",
                  "X-Stream-Protocol-Version: v4.channel.k8s.io")));
      assertThat(wire.readHead().status()).isEqualTo(101);
      assertThat(text(wire, 1)).isEqualTo("x");
    }
    assertThat(gateway.recordings.only().protocol).isEqualTo(SessionProtocol.SPDY_V4);
    assertThat(gateway.server.requests.getFirst().header("Upgrade")).isEqualTo("spdy/3.1");
  }

  @Test
  void what_comes_early_waits_for_the_answer() throws IOException {
    CompletableFuture<String> early = new CompletableFuture<>();
    replace(request -> {
      request.wire().socket.setSoTimeout(200);
      try {
        early.complete(new String(request.wire().bytes(1), StandardCharsets.ISO_8859_1));
      } catch (SocketTimeoutException e) {
        early.complete("nothing");
      }
      request.wire().socket.setSoTimeout(10_000);
      return echo(request);
    });
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "&stdin=1", WS) + "early!");
      assertThat(wire.readHead().status()).isEqualTo(101);
      assertThat(text(wire, 14)).isEqualTo("readyearlyEXIT");
    }
    assertThat(early.join()).isEqualTo("nothing");
    assertThat(gateway.recordings.only().input()).isEqualTo("early!");
  }

  @Test
  void a_refusal_of_the_apiserver_passes_and_closes() throws IOException {
    replace(request -> {
      request.answer("403 Forbidden\r\nContent-Length: 6\r\n\r\nno way");
      return true;
    });
    try (Wire wire = gateway.connect()) {
      Wire.Response response =
          wire.send(exec("GET", "", WS) + "GET /second HTTP/1.1\r\nHost: gw\r\n\r\n").read();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.body()).isEqualTo("no way");
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(wire.isClosed()).isTrue();
    }
    await().until(() -> gateway.recordings.only().reason == EndReason.REFUSED);
    assertThat(gateway.server.requests).hasSize(1);
  }

  static Stream<String> otherProtocols() {
    String webSocket =
        lines("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: x");
    return Stream.of(
        "",
        lines("Upgrade: other", "Connection: Upgrade"),
        lines("Upgrade: SPDY/3.1", "Connection: Upgrade"),
        webSocket + lines("Sec-WebSocket-Protocol: v9.channel.k8s.io"),
        webSocket + lines("Sec-WebSocket-Protocol: SPDY/3.1+portforward.k8s.io"));
  }

  @ParameterizedTest
  @MethodSource("otherProtocols")
  void another_protocol_than_the_one_asked_for_is_closed_and_recorded(String headers)
      throws IOException {
    replace(request -> {
      request.answer("101 Switching Protocols\r\n" + headers + "\r\nsecret");
      return false;
    });
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(exec("GET", "", WS)).read().status()).isEqualTo(502);
      assertThat(wire.isClosed()).isTrue();
    }
    await().until(() -> gateway.recordings.only().reason == EndReason.NOT_DECODED);
  }

  @Test
  void strict_contacts_nobody_before_the_start_is_durable() throws IOException {
    gateway.recordings.start = new CompletableFuture<>();
    try (Wire wire = gateway.connect()) {
      Wire.Response response = wire.send(exec("GET", "", WS)).read();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).contains("can't be recorded now");
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(gateway.server.requests).isEmpty();
    await().until(() -> gateway.recordings.only().reason == EndReason.NOT_RECORDED);
  }

  @Test
  void best_effort_waits_for_nothing() throws IOException {
    replaceBy(start(SessionRelayTest::echo, RecordingMode.BEST_EFFORT, false));
    gateway.recordings.start = new CompletableFuture<>();
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(exec("GET", "", WS)).readHead().status()).isEqualTo(101);
    }
  }

  @Test
  void a_user_whom_the_apiserver_does_not_know_gets_no_session() throws IOException {
    gateway.server.reviewStatus = "401 Unauthorized";
    try (Wire wire = gateway.connect()) {
      assertThat(wire.send(exec("GET", "", WS)).read().status()).isEqualTo(401);
    }
    assertThat(gateway.server.requests).isEmpty();
    assertThat(gateway.recordings.begun).isEmpty();
  }

  @Test
  void who_acts_as_another_is_named_beside_the_other() throws IOException {
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS + "Impersonate-User: bob\r\n"));
      assertThat(wire.readHead().status()).isEqualTo(101);
    }
    SessionStart asked = gateway.recordings.only().asked;
    assertThat(asked.user().username()).isEqualTo("bob");
    assertThat(asked.impersonator()).extracting(SessionUser::username).isEqualTo("ann");
    assertThat(gateway.server.requests.getFirst().all("Impersonate-User")).containsExactly("bob");
  }

  @Test
  void output_waits_while_the_window_is_shut() throws IOException {
    gateway.recordings.open = false;
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "&stdin=1", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      wire.send("a");
      FakeRecordings.Fake recording = gateway.recordings.only();
      await().until(() -> recording.input().equals("a"));
      assertThat(recording.output()).isEmpty();
      wire.socket.setSoTimeout(200);
      assertThatThrownBy(() -> wire.bytes(1)).isInstanceOf(SocketTimeoutException.class);
      wire.socket.setSoTimeout(10_000);
      recording.resume();
      assertThat(text(wire, 6)).isEqualTo("readya");
    }
  }

  @Test
  void a_window_that_stays_shut_ends_the_session_with_a_message() throws IOException {
    gateway.recordings.open = false;
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      FakeRecordings.Fake recording = gateway.recordings.only();
      recording.exhaust("the session is not recorded any more");
      assertThat(new String(wire.rest(), StandardCharsets.ISO_8859_1))
          .isEqualTo("[kubescribe: the session is not recorded any more]");
      await().until(() -> recording.reason == EndReason.NOT_RECORDED);
      assertThat(recording.output()).isEmpty();
    }
    await().until(() -> gateway.server.requests.getFirst().wire().socket.isClosed());
  }

  @Test
  void input_that_cant_be_followed_is_not_forwarded_in_strict_mode() throws IOException {
    CompletableFuture<byte[]> received = new CompletableFuture<>();
    replace(request -> {
      request.answer(WS_ANSWER);
      received.complete(request.wire().rest());
      return false;
    });
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      wire.send("FLAW");
      assertThat(new String(wire.rest(), StandardCharsets.ISO_8859_1)).contains("fragmented");
    }
    assertThat(received.join()).isEmpty();
    await().until(() -> gateway.recordings.only().reason == EndReason.NOT_DECODED);
  }

  @Test
  void best_effort_forwards_it_all_the_same() throws IOException {
    replaceBy(start(SessionRelayTest::echo, RecordingMode.BEST_EFFORT, false));
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      wire.send("FLAW!");
      assertThat(new String(wire.rest(), StandardCharsets.ISO_8859_1)).isEqualTo("readyFLAWEXIT");
    }
  }

  @Test
  void a_banner_comes_first() throws IOException {
    replaceBy(start(SessionRelayTest::echo, RecordingMode.STRICT, true));
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      assertThat(text(wire, 30)).isEqualTo("This session is recorded.\nread");
    }
  }

  @Test
  void whoever_may_ends_a_session_and_its_user_sees_who() throws IOException {
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      assertThat(text(wire, 5)).isEqualTo("ready");
      FakeRecordings.Fake recording = gateway.recordings.only();
      assertThat(gateway.sessions.end(recording.id, "eve", "lunch")).isTrue();
      assertThat(new String(wire.rest(), StandardCharsets.ISO_8859_1))
          .isEqualTo("[kubescribe: session ended by eve: lunch]");
      await().until(() -> recording.reason == EndReason.ENDED_BY_OPERATOR);
      assertThat(gateway.sessions.end(recording.id, "eve", "")).isFalse();
    }
  }

  @Test
  void open_sessions_are_told_when_the_gateway_stops() throws IOException {
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      assertThat(text(wire, 5)).isEqualTo("ready");
      gateway.gateway.close();
      assertThat(new String(wire.rest(), StandardCharsets.ISO_8859_1)).contains("stopping");
      await().until(() -> gateway.recordings.only().reason == EndReason.GATEWAY_STOPPED);
    }
  }

  @Test
  void the_apiserver_closing_ends_the_client_after_its_output() throws IOException {
    replace(request -> {
      request.answer(WS_ANSWER + "x".repeat(1 << 20));
      return false;
    });
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      assertThat(wire.rest()).hasSize(1 << 20);
    }
    await().until(() -> gateway.recordings.only().reason == EndReason.SERVER_CLOSED);
    assertThat(gateway.recordings.only().output()).hasSize(1 << 20);
  }

  @Test
  void a_client_that_goes_ends_the_session_at_the_apiserver() throws IOException {
    CompletableFuture<byte[]> received = new CompletableFuture<>();
    replace(request -> {
      request.answer(WS_ANSWER);
      received.complete(request.wire().rest());
      return false;
    });
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
    }
    assertThat(received.join()).isEmpty();
    await().until(() -> gateway.recordings.only().reason == EndReason.CLIENT_CLOSED);
  }

  @Test
  void a_client_that_takes_nothing_and_says_nothing_is_lost() throws IOException {
    replaceBy(
        new TestGateway(
            folder,
            new ScriptedServer(request -> {
              request.answer(WS_ANSWER);
              byte[] much = new byte[1 << 20];
              for (int i = 0; i < 64; i++) {
                request.wire().send(much);
              }
              return false;
            }),
            TestGateway.strict(),
            TestGateway.limits(Duration.ofSeconds(2), Duration.ofMillis(600))));
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      assertThat(wire.readHead().status()).isEqualTo(101);
      await().until(() -> gateway.recordings.only().reason == EndReason.CLIENT_LOST);
    }
  }

  @Test
  void a_token_among_the_subprotocols_is_the_users_and_is_not_recorded() throws IOException {
    String token = "base64url.bearer.authorization.k8s.io.emVk";
    try (Wire wire = gateway.connect()) {
      wire.send(
          exec("GET", "", WS.replace("v5.channel", token + ", v5.channel"))
              .replace("Authorization: Bearer ann\r\n", ""));
      assertThat(wire.readHead().status()).isEqualTo(101);
    }
    assertThat(gateway.recordings.only().asked.user().username()).isEqualTo("zed");
    assertThat(gateway.recordings.only().asked.toString()).doesNotContain("emVk");
    assertThat(gateway.server.requests.getFirst().header("Sec-WebSocket-Protocol")).contains(token);
  }

  @Test
  void an_attach_names_the_container_that_was_made_for_it() throws IOException {
    replace(request -> {
      if (!request.method().equals("PATCH")) {
        return echo(request);
      }
      int length = request.wire().bytes(Integer.parseInt(request.header("Content-Length"))).length;
      request.answer(lines("200 OK", "Content-Length: 0", ""));
      return length > 0;
    });
    String patch =
        "{\"spec\":{\"ephemeralContainers\":[{\"name\":\"debugger-x\",\"image\":\"busybox:1\","
            + "\"command\":[\"sh\",\"-l\"]}]}}";
    try (Wire wire = gateway.connect()) {
      wire.send(
          lines(
                  "PATCH /api/v1/namespaces/shop/pods/web-0/ephemeralcontainers HTTP/1.1",
                  "Host: gw",
                  "Authorization: Bearer ann",
                  "Content-Length: " + patch.length(),
                  "")
              + patch);
      assertThat(wire.read().status()).isEqualTo(200);
      String attach =
          exec("GET", "", WS).replace("/exec?command=sh&command=-c&command=id", "/attach");
      assertThat(wire.send(attach).readHead().status()).isEqualTo(101);
    }
    FakeRecordings.Fake recording = gateway.recordings.only();
    assertThat(recording.asked.kind()).isEqualTo(SessionKind.ATTACH);
    assertThat(recording.asked.claims())
        .containsEntry("origin", "debug")
        .containsEntry("originContainer", "debugger-x")
        .containsEntry("originImage", "busybox:1")
        .containsEntry("originCommand", "sh -l")
        .containsEntry("originAuditId", gateway.server.requests.getFirst().header("Audit-ID"));
  }

  @Test
  void two_credentials_are_refused() throws IOException {
    try (Wire wire = gateway.connect()) {
      wire.send(
          exec("GET", "", WS.replace("v5.", "base64url.bearer.authorization.k8s.io.emVk, v5.")));
      assertThat(wire.read().status()).isEqualTo(400);
    }
  }
}
