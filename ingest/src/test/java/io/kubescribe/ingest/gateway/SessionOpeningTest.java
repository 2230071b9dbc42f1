package io.kubescribe.ingest.gateway;

import static io.kubescribe.ingest.gateway.HttpText.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.ingest.http.Wire;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens from the request for a session to the apiserver's answer.
class SessionOpeningTest extends SessionFixture {
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
    gateway.recordings.start =
        CompletableFuture.failedFuture(new TimeoutException("its start was not durable in time"));
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
    replaceBy(start(SessionFixture::echo, RecordingMode.BEST_EFFORT, false));
    gateway.recordings.start = new CompletableFuture<>();
    session().close();
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
  void a_recording_that_fails_before_the_apiserver_answers_ends_the_request() throws IOException {
    replace(request -> request.wire().isClosed());
    try (Wire wire = gateway.connect()) {
      wire.send(exec("GET", "", WS));
      await().until(() -> !gateway.server.requests.isEmpty());
      gateway.recordings.only().exhaust("the session is not recorded any more");
      assertThat(wire.read().status()).isEqualTo(503);
    }
    await().until(() -> gateway.recordings.only().reason == EndReason.NOT_RECORDED);
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
