package io.kubescribe.queryapi.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.LiveSession;
import io.kubescribe.core.session.SessionControl;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.testkit.replay.SampleSessions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SessionEnderTest {
  private static final SessionId HERE = SampleSessions.id(1);
  private static final SessionId ELSEWHERE = SampleSessions.id(2);

  private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
  private CompletableFuture<?> acknowledgement = CompletableFuture.completedFuture("");
  private final SessionEnder ender =
      new SessionEnder(
          new SessionControl() {
            @Override
            public List<LiveSession> live() {
              return List.of();
            }

            @Override
            public boolean end(SessionId id, String who, String why) {
              return id.equals(HERE);
            }
          },
          record -> {
            sent.add(record);
            return acknowledgement;
          });

  @Test
  void a_session_of_this_process_needs_no_message() {
    assertThat(ender.end(HERE, "admin", "")).isTrue();
    assertThat(sent).isEmpty();
  }

  @Test
  void other_processes_are_asked_with_who_and_why() {
    assertThat(ender.end(ELSEWHERE, "admin", "now")).isTrue();
    assertThat(sent).hasSize(1);
    assertThat(new String(sent.getFirst().key(), StandardCharsets.UTF_8))
        .isEqualTo(ELSEWHERE.toString());
    assertThat(new String(sent.getFirst().value(), StandardCharsets.UTF_8))
        .contains("\"end\"", "\"admin\"", "\"now\"");
  }

  @Test
  void a_log_that_is_away_is_told() {
    acknowledgement = CompletableFuture.failedFuture(new IllegalStateException("away"));
    assertThat(ender.end(ELSEWHERE, "admin", "")).isFalse();
  }
}
