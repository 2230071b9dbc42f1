package io.kubescribe.ingest.recording;

import static io.kubescribe.core.session.SessionStream.STDERR;
import static io.kubescribe.core.session.SessionStream.STDIN;
import static io.kubescribe.core.session.SessionStream.STDOUT;
import static io.kubescribe.ingest.recording.RecorderFixture.data;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.PortConnection;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.StreamTotal;
import io.kubescribe.ingest.session.SessionRecording;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
  private final RecorderFixture fixture = new RecorderFixture();

  private SessionRecording begin() {
    return fixture.begin(RecordingMode.STRICT, InputPolicy.FULL, false);
  }

  @Test
  void a_session_is_a_row_of_records_without_holes() {
    SessionRecording recording = begin();
    assertThat(recording.started()).isCompleted();
    recording.negotiated(SessionProtocol.WEBSOCKET_V5);
    data(recording, STDIN, "ls\n");
    fixture.pass(Duration.ofMillis(50));
    data(recording, STDOUT, "a b\n");
    data(recording, STDERR, "oh\n");
    recording.halfClosed(STDIN);
    recording.flaw(Flaw.UNKNOWN_CHANNEL, "9");
    recording.status(new byte[] {'{', '}'});
    assertThat(recording.end(EndReason.COMPLETED, "")).isNotCompleted();
    fixture.turn();
    assertThat(recording.end(EndReason.CLIENT_LOST, "late")).isCompleted();
    assertThat(fixture.lines())
        .startsWith(
            "Negotiated[protocol=WEBSOCKET_V5]",
            "stdin ls\n",
            "stdout a b\n",
            "stderr oh\n",
            "Closed[stream=stdin]",
            "Flawed[flaw=unknown-channel, detail=9]",
            "Status[2 bytes]")
        .last()
        .asString()
        .startsWith("End[reason=completed");
    List<SequencedRecord> records = fixture.records();
    assertThat(records)
        .extracting(SequencedRecord::sequence)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(records)
        .extracting(SequencedRecord::nanos)
        .isSorted()
        .startsWith(0L, 0L, 0L, 50_000_000L);
    assertThat(fixture.recorder.open()).isZero();
    data(recording, STDOUT, "after");
    recording.resize(1, 1);
    fixture.pass(Duration.ofSeconds(20));
    assertThat(fixture.records()).hasSize(9);
  }

  @Test
  void the_end_tells_totals_and_hashes() {
    SessionRecording recording = begin();
    data(recording, STDOUT, "ab");
    data(recording, STDOUT, "c");
    var _ = recording.end(EndReason.COMPLETED, "");
    fixture.turn();
    assertThat(fixture.records().getLast().record())
        .isEqualTo(
            new SessionRecord.End(
                EndReason.COMPLETED,
                "",
                List.of(
                    new StreamTotal(
                        STDOUT,
                        3,
                        0,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))));
  }

  @Test
  void pieces_of_one_turn_are_one_record_and_large_ones_are_split() {
    SessionRecording recording = begin();
    data(recording, STDOUT, "a");
    data(recording, STDOUT, "b");
    assertThat(fixture.lines()).isEmpty();
    fixture.turn();
    data(recording, STDOUT, "c");
    data(recording, STDOUT, "x".repeat(150_000));
    fixture.turn();
    assertThat(fixture.lines())
        .extracting(String::length)
        .containsExactly(9, 7 + (64 << 10), 7 + (64 << 10), 7 + 150_001 - (128 << 10));
  }

  @Test
  void a_heartbeat_comes_when_nothing_else_does() {
    SessionRecording recording = begin();
    fixture.pass(Duration.ofSeconds(9));
    data(recording, STDOUT, "a");
    fixture.pass(Duration.ofSeconds(9));
    assertThat(fixture.lines()).containsExactly("stdout a");
    fixture.pass(Duration.ofSeconds(22));
    assertThat(fixture.lines())
        .containsExactly("stdout a", "Heartbeat[]", "Heartbeat[]", "Heartbeat[]");
  }

  @Test
  void resizes_are_bounded_and_stay_before_the_output_they_cause() {
    SessionRecording recording = fixture.begin(RecordingMode.STRICT, InputPolicy.OFF, true);
    recording.resize(81, 25);
    recording.resize(82, 26);
    recording.resize(80, 24);
    data(recording, STDOUT, "drawn");
    recording.resize(0, 0);
    recording.resize(65_535, 65_535);
    fixture.pass(Duration.ofMillis(100));
    recording.resize(65_535, 5_000);
    fixture.pass(Duration.ofMillis(100));
    assertThat(fixture.lines())
        .containsExactly(
            "Resize[width=81, height=25]",
            "Resize[width=80, height=24]",
            "stdout drawn",
            "Resize[width=4096, height=4096]");
  }

  @Test
  void ten_thousand_resizes_a_second_are_few_records() {
    SessionRecording recording = fixture.begin(RecordingMode.STRICT, InputPolicy.FULL, true);
    for (int i = 0; i < 10_000; i++) {
      recording.resize(1 + i % 200, 50);
      data(recording, STDIN, "a");
      if (i % 500 == 499) {
        fixture.pass(Duration.ofMillis(50));
      }
    }
    assertThat(fixture.records()).hasSizeLessThan(70);
    assertThat(fixture.lines()).anyMatch(line -> line.startsWith("stdin aaaaaaaa"));
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, ''",
    "MASKED, 'stdin ******\r\u0003**'",
    "FULL, 'stdin p\u00c3\u00a4ssw\r\u0003[A'"
  })
  void input_is_kept_by_policy(InputPolicy policy, String kept) {
    SessionRecording recording = fixture.begin(RecordingMode.STRICT, policy, true);
    recording.data(
        STDIN, Unpooled.wrappedBuffer("pässw\r\u0003[A".getBytes(StandardCharsets.UTF_8)));
    var _ = recording.end(EndReason.COMPLETED, "");
    fixture.turn();
    assertThat(fixture.lines().subList(0, fixture.lines().size() - 1))
        .isEqualTo(kept.isEmpty() ? List.of() : List.of(kept));
    SessionRecord.End end = (SessionRecord.End) fixture.records().getLast().record();
    assertThat(end.totals())
        .singleElement()
        .satisfies(total -> {
          assertThat(total.bytes()).isEqualTo(10);
          assertThat(total.missing()).isEqualTo(policy == InputPolicy.OFF ? 10 : 0);
          assertThat(total.sha256() == null).isEqualTo(policy != InputPolicy.FULL);
        });
  }

  @Test
  void an_archive_that_is_not_kept_has_a_hash() {
    SessionRecording recording = fixture.begin(RecordingMode.STRICT, InputPolicy.OFF, false);
    data(recording, STDIN, "x".repeat(5_000));
    var _ = recording.end(EndReason.COMPLETED, "");
    fixture.turn();
    SessionRecord.End end = (SessionRecord.End) fixture.records().getLast().record();
    assertThat(end.totals().getFirst().sha256()).hasSize(64);
    assertThat(fixture.records()).hasSize(2);
  }

  @Test
  void connections_of_a_port_forward_are_records() {
    SessionRecording recording = begin();
    fixture.pass(Duration.ofMillis(50));
    recording.portOpened(80, "7");
    fixture.pass(Duration.ofMillis(50));
    recording.portClosed(80, "7", 1, 2, "");
    recording.portClosed(81, "8", 0, 0, "refused");
    fixture.turn();
    assertThat(fixture.records().subList(1, 3))
        .extracting(SequencedRecord::record)
        .containsExactly(
            new SessionRecord.Forwarded(new PortConnection(80, "7", 50_000_000, 1, 2, null)),
            new SessionRecord.Forwarded(new PortConnection(81, "8", 100_000_000, 0, 0, "refused")));
  }
}
