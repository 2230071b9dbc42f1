package io.kubescribe.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemoSessionTest {
  private static final DemoStory.Told STORY =
      new DemoStory(InstantSource.fixed(Instant.parse("2026-11-24T08:00:00Z")), 1).tell();

  @Test
  void each_session_is_a_whole_row_of_records() {
    assertThat(STORY.sessions()).hasSize(11);
    for (DemoSession session : STORY.sessions()) {
      List<SequencedRecord> records = session.records();
      assertThat(records.getFirst().record()).isInstanceOf(SessionRecord.Start.class);
      assertThat(records.getLast().record()).isInstanceOf(SessionRecord.End.class);
      for (int i = 0; i < records.size(); i++) {
        assertThat(records.get(i).sequence()).isEqualTo(i);
        assertThat(records.get(i).nanos())
            .isGreaterThanOrEqualTo(records.get(Math.max(0, i - 1)).nanos());
      }
    }
  }

  @Test
  void the_audit_event_of_the_exec_has_the_sessions_id() {
    String events =
        STORY.bodies().stream()
            .map(body -> new String(body, StandardCharsets.UTF_8))
            .reduce("", String::concat);
    for (DemoSession session : STORY.sessions()) {
      assertThat(events).contains("\"auditID\":\"" + session.id() + "\"");
    }
  }

  @Test
  void the_prompt_names_the_pod() {
    for (DemoSession session : STORY.sessions()) {
      DemoRecording recording = Objects.requireNonNull(session.call().recording);
      if (recording.command().equals(List.of("bash"))) {
        String pod = Objects.requireNonNull(Objects.requireNonNull(session.call().target).name());
        assertThat(recording.happenings().toString()).contains(pod);
      }
    }
  }
}
