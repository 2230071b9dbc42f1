package io.kubescribe.ingest.recording;

import static io.kubescribe.core.session.SessionStream.STDERR;
import static io.kubescribe.core.session.SessionStream.STDOUT;
import static io.kubescribe.ingest.recording.RecorderFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.StreamTotal;
import io.kubescribe.ingest.session.SessionRecording;
import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BestEffortTest {
  private static final SessionStream[] STREAMS = {SessionStream.STDIN, STDOUT, STDERR};

  private static final RecorderLimits SMALL =
      new RecorderLimits(
          256 << 10,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          1_000,
          1_500,
          Duration.ofHours(1));

  private RecorderFixture fixture = new RecorderFixture();

  private SessionRecording begin() {
    return fixture.begin(RecordingMode.BEST_EFFORT, InputPolicy.FULL, false);
  }

  @Test
  void what_is_lost_becomes_a_gap_when_the_log_is_back() {
    SessionRecording recording = begin();
    data(recording, STDOUT, "before");
    fixture.pass(Duration.ofMillis(100));
    fixture.log.answer(Answer.FAIL);
    data(recording, STDOUT, "lost");
    fixture.pass(Duration.ofMillis(200));
    assertThat(recording.mayRelease(1)).isTrue();
    data(recording, STDERR, "gone");
    recording.resize(1, 2);
    data(recording, STDOUT, "!");
    fixture.turn();
    fixture.log.answer(Answer.ACK);
    data(recording, STDOUT, "after");
    fixture.turn();
    var _ = recording.end(EndReason.COMPLETED, "");
    fixture.turn();
    assertThat(fixture.lines())
        .startsWith(
            "stdout before",
            "stdout after",
            "Gap[fromNanos=100000000, toNanos=300000000, lost=[LostBytes[stream=stdout, bytes=5],"
                + " LostBytes[stream=stderr, bytes=4]], records=4]");
    SessionRecord.End end = (SessionRecord.End) fixture.records().getLast().record();
    assertThat(end.totals()).extracting(StreamTotal::bytes).containsExactly(16L, 4L);
    assertThat(end.totals()).extracting(StreamTotal::missing).containsExactly(5L, 4L);
    assertThat(fixture.told).isEmpty();
  }

  @Test
  void records_that_matter_are_written_again() {
    fixture.log.answer(Answer.FAIL);
    SessionRecording recording = begin();
    assertThat(recording.started()).isCompletedExceptionally();
    recording.status(new byte[1]);
    fixture.turn();
    fixture.log.answer(Answer.ACK);
    data(recording, STDOUT, "a");
    fixture.turn();
    assertThat(fixture.records()).extracting(SequencedRecord::sequence).containsExactly(0L, 1L, 2L);
    assertThat(fixture.records().getFirst().record()).isInstanceOf(SessionRecord.Start.class);
  }

  @Test
  void a_session_that_ends_in_an_outage_is_told_when_it_is_over() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.FAIL);
    data(recording, STDOUT, "lost");
    var ended = recording.end(EndReason.CLIENT_CLOSED, "");
    fixture.pass(Duration.ofMinutes(3));
    assertThat(ended).isNotDone();
    fixture.log.answer(Answer.ACK);
    fixture.pass(Duration.ofSeconds(6));
    assertThat(ended).isCompleted();
    assertThat(fixture.lines())
        .anyMatch(line -> line.contains("LostBytes[stream=stdout, bytes=4]"));
    assertThat(fixture.lines()).anyMatch(line -> line.contains("End[reason=client-closed"));
    assertThat(fixture.recorder.open()).isZero();
  }

  @Test
  void a_session_is_given_up_after_an_hour() {
    SessionRecording recording = begin();
    fixture.log.answer(Answer.FAIL);
    var ended = recording.end(EndReason.CLIENT_CLOSED, "");
    fixture.pass(Duration.ofMinutes(61));
    assertThat(ended).isCompleted();
    assertThat(fixture.recorder.open()).isZero();
  }

  @Test
  void what_waits_is_bounded_and_the_rest_is_a_gap() {
    fixture = new RecorderFixture(SMALL);
    SessionRecording first = begin();
    SessionRecording second = begin();
    fixture.log.answer(Answer.NONE);
    for (int i = 0; i < 20; i++) {
      data(first, STDOUT, "x".repeat(100));
      data(second, STDOUT, "x".repeat(100));
      fixture.turn();
    }
    fixture.log.answer(Answer.ACK);
    fixture.log.answerLate();
    fixture.turn();
    var _ = first.end(EndReason.COMPLETED, "");
    var _ = second.end(EndReason.COMPLETED, "");
    fixture.turn();
    long kept = fixture.lines().stream().filter(line -> line.startsWith("stdout xxx")).count();
    assertThat(kept).isEqualTo(15);
    assertThat(fixture.lines().toString()).contains("missing=").contains("Gap[");
    SessionRecording third = begin();
    data(third, STDOUT, "y".repeat(1_000));
    fixture.turn();
    assertThat(fixture.lines()).anyMatch(line -> line.startsWith("stdout yyy"));
  }

  /// Whatever the log answers: every byte is in a record or in a gap, and every sequence number is
  /// there or counted.
  @Test
  void random_outages_are_accounted_for_exactly() {
    for (int round = 0; round < 200; round++) {
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      fixture = new RecorderFixture(random.nextBoolean() ? SMALL : RecorderLimits.DEFAULT);
      SessionRecording recording = begin();
      Map<SessionStream, Long> relayed = new EnumMap<>(SessionStream.class);
      for (int i = 0; i < 100; i++) {
        if (random.nextInt(10) == 0) {
          Answer[] answers = {Answer.ACK, Answer.FAIL, Answer.NONE, Answer.ACK};
          fixture.log.answer(answers[random.nextInt(answers.length)]);
          fixture.log.answerLate();
        }
        SessionStream stream = STREAMS[random.nextInt(STREAMS.length)];
        int length = 1 + random.nextInt(300);
        data(recording, stream, "z".repeat(length));
        relayed.merge(stream, (long) length, Long::sum);
        if (random.nextInt(8) == 0) {
          recording.resize(1 + random.nextInt(9), 5);
        }
        if (random.nextInt(3) == 0) {
          fixture.pass(Duration.ofMillis(random.nextInt(400)));
        }
      }
      var _ = recording.end(EndReason.COMPLETED, "");
      fixture.pass(Duration.ofSeconds(random.nextInt(20)));
      fixture.log.answer(Answer.ACK);
      fixture.log.answerLate();
      fixture.pass(Duration.ofSeconds(12));
      check(relayed, "seed " + seed);
    }
  }

  private void check(Map<SessionStream, Long> relayed, String seed) {
    Map<SessionStream, Long> found = new EnumMap<>(SessionStream.class);
    long lostRecords = 0;
    long last = 0;
    for (SequencedRecord sequenced : fixture.records()) {
      last = sequenced.sequence();
      switch (sequenced.record()) {
        case SessionRecord.Data(SessionStream stream, byte[] bytes) ->
            found.merge(stream, (long) bytes.length, Long::sum);
        case SessionRecord.Gap gap -> {
          lostRecords += gap.records();
          gap.lost().forEach(lost -> found.merge(lost.stream(), lost.bytes(), Long::sum));
        }
        case SessionRecord.End end ->
            end.totals()
                .forEach(total ->
                    assertThat(total.bytes()).as(seed).isEqualTo(relayed.get(total.stream())));
        default -> {}
      }
    }
    assertThat(found).as(seed).isEqualTo(relayed);
    assertThat(fixture.records()).as(seed).hasSize((int) (last + 1 - lostRecords));
    assertThat(fixture.records()).extracting(SequencedRecord::sequence).doesNotHaveDuplicates();
    assertThat(fixture.recorder.open()).as(seed).isZero();
  }
}
