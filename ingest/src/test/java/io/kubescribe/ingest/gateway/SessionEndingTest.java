package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.ingest.http.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// How sessions end, who is told why, and what the recording says of it.
class SessionEndingTest extends SessionFixture {
  @Test
  void a_window_that_stays_shut_ends_the_session_with_a_message() throws IOException {
    gateway.recordings.open = false;
    try (Wire wire = session()) {
      FakeRecordings.Fake recording = gateway.recordings.only();
      recording.exhaust("the session is not recorded any more");
      assertThat(rest(wire)).isEqualTo("[kubescribe: the session is not recorded any more]");
      await().until(() -> recording.reason == EndReason.NOT_RECORDED);
      assertThat(recording.output()).isEmpty();
    }
    await().until(() -> gateway.server.requests.getFirst().wire().socket.isClosed());
  }

  @Test
  void whoever_may_ends_a_session_and_its_user_sees_who() throws IOException {
    try (Wire wire = session()) {
      assertThat(text(wire, 5)).isEqualTo("ready");
      FakeRecordings.Fake recording = gateway.recordings.only();
      assertThat(gateway.sessions.end(recording.id, "eve", "lunch")).isTrue();
      assertThat(rest(wire)).isEqualTo("[kubescribe: session ended by eve: lunch]");
      await().until(() -> recording.reason == EndReason.ENDED_BY_OPERATOR);
      assertThat(gateway.sessions.end(recording.id, "eve", "")).isFalse();
    }
  }

  @Test
  void open_sessions_are_told_when_the_gateway_stops() throws IOException {
    try (Wire wire = session()) {
      assertThat(text(wire, 5)).isEqualTo("ready");
      gateway.gateway.close();
      assertThat(rest(wire)).contains("stopping");
      await().until(() -> gateway.recordings.only().reason == EndReason.GATEWAY_STOPPED);
    }
  }

  @Test
  void the_apiserver_closing_ends_the_client_after_its_output() throws IOException {
    replace(request -> {
      request.answer(WS_ANSWER + "x".repeat(1 << 20));
      return false;
    });
    try (Wire wire = session()) {
      assertThat(wire.rest()).hasSize(1 << 20);
    }
    await().until(() -> gateway.recordings.only().reason == EndReason.SERVER_CLOSED);
    assertThat(gateway.recordings.only().output()).hasSize(1 << 20);
  }

  @Test
  void a_client_that_goes_ends_the_session_at_the_apiserver() throws IOException {
    CompletableFuture<byte[]> received = receiving();
    session().close();
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
            TestGateway.limits(Duration.ofMillis(600))));
    try (Wire _ = session()) {
      await().until(() -> gateway.recordings.only().reason == EndReason.CLIENT_LOST);
    }
  }
}
