package io.kubescribe.ingest.recording;

import static io.kubescribe.core.session.SessionStream.STDOUT;
import static io.kubescribe.ingest.recording.RecorderFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.session.SessionRecording;
import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StrictModeTest {
  private final RecorderFixture fixture = new RecorderFixture();

  private SessionRecording begin() {
    return fixture.begin(RecordingMode.STRICT, InputPolicy.OFF, true);
  }

  @Test
  void a_start_that_is_not_acknowledged_fails_in_two_seconds() {
    fixture.log.answer(Answer.NONE);
    SessionRecording recording = begin();
    fixture.pass(Duration.ofMillis(1_950));
    assertThat(recording.started()).isNotDone();
    fixture.pass(Duration.ofMillis(50));
    assertThat(recording.started()).isCompletedExceptionally();
  }

  @Test
  void a_start_that_is_refused_fails_at_once() {
    fixture.log.answer(Answer.FAIL);
    assertThat(begin().started()).isCompletedExceptionally();
  }

  @Test
  void the_window_is_full_at_256_kib_and_opens_again() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.NONE);
    data(recording, STDOUT, "x".repeat((256 << 10) - 1));
    assertThat(recording.mayRelease(1)).isTrue();
    data(recording, STDOUT, "x");
    assertThat(recording.mayRelease(1)).isFalse();
    fixture.turn();
    assertThat(recording.mayRelease(1)).isFalse();
    fixture.log.answerLate();
    fixture.turn();
    assertThat(fixture.told).containsExactly("resumed");
    assertThat(recording.mayRelease(1)).isTrue();
  }

  @Test
  void what_would_reach_beyond_the_window_waits_for_room() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.NONE);
    data(recording, STDOUT, "x".repeat(200 << 10));
    assertThat(recording.mayRelease(56 << 10)).isTrue();
    assertThat(recording.mayRelease((56 << 10) + 1)).isFalse();
    fixture.turn();
    fixture.log.answerLate();
    fixture.turn();
    assertThat(fixture.told).containsExactly("resumed");
    assertThat(recording.mayRelease(300 << 10)).as("alone").isTrue();
  }

  @Test
  void the_window_is_full_after_a_second() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.NONE);
    data(recording, STDOUT, "x");
    fixture.pass(Duration.ofMillis(950));
    assertThat(recording.mayRelease(1)).isTrue();
    fixture.pass(Duration.ofMillis(50));
    assertThat(recording.mayRelease(1)).isFalse();
  }

  @Test
  void a_stall_of_four_seconds_resumes() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.NONE);
    data(recording, STDOUT, "x");
    fixture.pass(Duration.ofSeconds(4));
    assertThat(recording.mayRelease(1)).isFalse();
    fixture.log.answer(Answer.ACK);
    fixture.log.answerLate();
    fixture.turn();
    assertThat(fixture.told).containsExactly("resumed");
    fixture.pass(Duration.ofSeconds(60));
    assertThat(fixture.told).containsExactly("resumed");
  }

  @Test
  void a_stall_of_five_seconds_ends_the_session_once() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.NONE);
    data(recording, STDOUT, "x");
    fixture.pass(Duration.ofMillis(4_950));
    assertThat(fixture.told).isEmpty();
    fixture.pass(Duration.ofMillis(50));
    assertThat(fixture.told).containsExactly("exhausted");
    fixture.pass(Duration.ofSeconds(10));
    assertThat(fixture.told).containsExactly("exhausted");
    assertThat(recording.mayRelease(1)).isFalse();
    var ended = recording.end(EndReason.NOT_RECORDED, "");
    fixture.log.answer(Answer.ACK);
    fixture.log.answerLate();
    fixture.turn();
    assertThat(ended).isCompleted();
    assertThat(fixture.told).containsExactly("exhausted");
    assertThat(fixture.lines().getFirst()).isEqualTo("stdout x");
    assertThat(fixture.lines().getLast()).contains("End[reason=not-recorded", "missing=0");
  }

  @Test
  void a_record_that_is_lost_ends_the_session() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.FAIL);
    data(recording, STDOUT, "x");
    fixture.turn();
    assertThat(fixture.told).containsExactly("exhausted");
    assertThat(recording.mayRelease(1)).isFalse();
  }

  @Test
  void an_idle_session_outlives_an_outage() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.FAIL);
    fixture.pass(Duration.ofSeconds(35));
    assertThat(fixture.told).isEmpty();
    fixture.log.answer(Answer.ACK);
    fixture.pass(Duration.ofSeconds(10));
    assertThat(fixture.lines().getFirst()).startsWith("Heartbeat");
    assertThat(fixture.lines().getLast()).contains("Gap[", "lost=[], records=3");
    assertThat(recording.mayRelease(1)).isTrue();
  }
}
