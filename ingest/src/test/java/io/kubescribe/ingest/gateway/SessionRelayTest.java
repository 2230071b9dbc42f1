package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.ingest.http.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What is carried and shown to the recording while a session is open; of the cases 22 to 31 and 68
/// to 76 of the wire specification those that are the relay's, with [SessionOpeningTest] and
/// [SessionEndingTest].
class SessionRelayTest extends SessionFixture {
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
      assertThat(rest(wire)).isEqualTo("EXIT");
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
  void input_waits_too_while_the_window_is_shut() throws IOException {
    try (Wire wire = session()) {
      assertThat(text(wire, 5)).isEqualTo("ready");
      FakeRecordings.Fake recording = gateway.recordings.only();
      gateway.recordings.open = false;
      // One read may be under way already.
      wire.send("a");
      await().until(() -> recording.input().equals("a"));
      wire.send("b");
      await().during(Duration.ofMillis(200)).until(() -> recording.input().equals("a"));
      recording.resume();
      assertThat(text(wire, 2)).isEqualTo("ab");
    }
  }

  @Test
  void input_that_cant_be_followed_is_not_forwarded_in_strict_mode() throws IOException {
    CompletableFuture<byte[]> received = receiving();
    try (Wire wire = session()) {
      wire.send("FLAW");
      assertThat(rest(wire)).contains("fragmented");
    }
    assertThat(received.join()).isEmpty();
    await().until(() -> gateway.recordings.only().reason == EndReason.NOT_DECODED);
  }

  @Test
  void best_effort_forwards_it_all_the_same() throws IOException {
    replaceBy(start(SessionFixture::echo, RecordingMode.BEST_EFFORT, false));
    try (Wire wire = session()) {
      wire.send("FLAW!");
      assertThat(rest(wire)).isEqualTo("readyFLAWEXIT");
    }
  }

  @Test
  void a_banner_comes_first() throws IOException {
    replaceBy(start(SessionFixture::echo, RecordingMode.STRICT, true));
    try (Wire wire = session()) {
      assertThat(text(wire, 30)).isEqualTo("This session is recorded.\nread");
    }
  }
}
