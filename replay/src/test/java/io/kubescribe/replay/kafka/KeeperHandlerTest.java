package io.kubescribe.replay.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.replay.store.StoredRecordings;
import io.kubescribe.testkit.recording.MemoryRecordingStore;
import io.kubescribe.testkit.recording.SampleSessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeeperHandlerTest {
  private final MemoryRecordingStore store = new MemoryRecordingStore();
  private final LogInMemory log = new LogInMemory(store, Duration.ofDays(10));
  private final SampleSessions samples = new SampleSessions(11);
  private final SessionId id = samples.id(LogInMemory.NOON);
  private final List<SequencedRecord> records = samples.session(LogInMemory.NOON, 60, 100);

  @BeforeEach
  void start() throws IOException {
    log.restart();
  }

  private Recording recording() throws IOException {
    return new StoredRecordings(store).find(id).orElseThrow();
  }

  private List<SequencedRecord> read() throws IOException {
    List<SequencedRecord> read = new ArrayList<>();
    try (RecordReader reader = new StoredRecordings(store).records(id, 0).orElseThrow()) {
      for (SequencedRecord next = reader.next(); next != null; next = reader.next()) {
        read.add(next);
      }
    }
    return read;
  }

  private static SequencedRecord output(long sequence) {
    return new SequencedRecord(
        sequence,
        sequence * 1_000_000,
        new SessionRecord.Data(SessionStream.STDOUT, "line\r\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_session_is_recorded_and_sealed_at_its_end() throws IOException {
    log.write(id, records);
    log.turnFor(Duration.ofSeconds(8));
    assertThat(read()).isEqualTo(records);
    assertThat(recording().state()).isEqualTo(RecordingState.SEALED);
    assertThat(recording().reason()).isEqualTo("completed");
    assertThat(store.parts(id).getFirst().sealed()).isTrue();
    assertThat(log.handler().committed()).isEqualTo(store.checkpoint());
    assertThat(store.checkpoint().nextOffsets()).isEqualTo(log.ends());
  }

  @Test
  void output_is_seen_within_two_seconds() throws IOException {
    log.write(id, records.subList(0, 30));
    log.turn(100);
    log.clock.advance(Duration.ofMillis(1600));
    log.turn(100);
    assertThat(read()).isEqualTo(records.subList(0, 30));
    assertThat(recording().isLive()).isTrue();
  }

  @Test
  void records_that_come_again_change_nothing() throws IOException {
    log.write(id, records);
    log.write(id, records);
    log.turn(1000);
    log.write(id, records.subList(5, 20));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(read()).isEqualTo(records);
    assertThat(log.count("duplicate")).isEqualTo(75);
    assertThat(recording().epochs()).isEqualTo(1);
  }

  @Test
  void a_missing_number_is_a_gap_and_what_comes_after_the_seal_is_kept_in_quarantine()
      throws IOException {
    log.write(id, records.subList(0, 20));
    log.write(id, records.subList(25, 60));
    log.turnFor(Duration.ofSeconds(8));
    log.write(id, records.subList(20, 25));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(recording().gaps())
        .containsExactly(
            new RecordingGap(
                RecordingGap.Cause.MISSING,
                20,
                5,
                records.get(19).nanos(),
                records.get(25).nanos(),
                List.of()));
    List<SequencedRecord> read = read();
    assertThat(read.get(20).record()).isInstanceOf(SessionRecord.Gap.class);
    assertThat(read.subList(21, read.size())).isEqualTo(records.subList(25, 60));
    assertThat(log.quarantined).hasSize(5);
  }

  /// The gateway writes again what matters most when Kafka was away.
  @Test
  void records_that_come_late_fill_their_gap() throws IOException {
    log.write(id, records.subList(5, 20));
    log.write(id, records.get(0));
    log.write(id, records.get(3));
    log.turnFor(Duration.ofSeconds(8));
    log.write(id, records.get(0));
    log.write(id, records.subList(20, 58));
    log.write(id, records.get(59));
    log.write(id, records.get(58));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(recording().start()).isNotNull();
    assertThat(recording().exitCode()).isEqualTo(7);
    assertThat(recording().state()).isEqualTo(RecordingState.SEALED);
    assertThat(recording().gaps())
        .extracting(gap -> gap.sequence() + "+" + gap.records())
        .containsExactly("1+2", "4+1");
    assertThat(recording().gapCount()).isEqualTo(2);
    assertThat(log.quarantined).isEmpty();
    assertThat(log.count("duplicate")).isEqualTo(1);
    assertThat(read())
        .contains(records.get(0), records.get(3), records.get(58))
        .containsSubsequence(records.subList(5, 58));
    assertThat(new StoredRecordings(store).verify(id).orElseThrow().ok()).isTrue();
  }

  @Test
  void a_session_without_its_start_is_kept() throws IOException {
    log.write(id, records.subList(3, 60));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(recording().start()).isNull();
    assertThat(recording().startedAt()).isEqualTo(id.madeAt());
    assertThat(recording().gaps().getFirst().records()).isEqualTo(3);
  }

  @Test
  void silence_interrupts_and_what_comes_then_opens_the_next_epoch() throws IOException {
    log.write(id, records.subList(0, 20));
    log.turnFor(Duration.ofSeconds(59));
    assertThat(recording().state()).isEqualTo(RecordingState.LIVE);
    log.turnFor(Duration.ofSeconds(8));
    assertThat(recording().state()).isEqualTo(RecordingState.INTERRUPTED);
    assertThat(recording().reason()).contains("60 s");
    log.write(id, records.subList(22, 60));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(recording().state()).isEqualTo(RecordingState.SEALED);
    assertThat(recording().epochs()).isEqualTo(2);
    assertThat(recording().gaps())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.cause()).isEqualTo(RecordingGap.Cause.INTERRUPTED);
          assertThat(gap.sequence()).isEqualTo(20);
          assertThat(gap.records()).isEqualTo(2);
          assertThat(gap.fromNanos()).isEqualTo(records.get(19).nanos());
        });
    assertThat(new StoredRecordings(store).verify(id).orElseThrow().ok()).isTrue();
    log.write(id, records);
    log.turnFor(Duration.ofSeconds(8));
    assertThat(log.quarantined).hasSize(2);
    assertThat(recording().epochs()).isEqualTo(2);
  }

  @Test
  void heartbeats_keep_a_session_alive() throws IOException {
    log.write(id, records.subList(0, 2));
    for (int i = 2; i < 30; i++) {
      log.write(id, new SequencedRecord(i, i, new SessionRecord.Heartbeat()));
      log.turnFor(Duration.ofSeconds(10));
    }
    assertThat(recording().state()).isEqualTo(RecordingState.LIVE);
    assertThat(store.content(new Part(id, 1)).length)
        .as("nobody waits for heartbeats, so they share chunks")
        .isLessThan(3_000);
  }

  @Test
  void silence_does_not_count_while_the_log_is_away_or_not_read_to_its_end() throws IOException {
    log.write(id, records.subList(0, 20));
    log.turnFor(Duration.ofSeconds(30));
    log.reachable = false;
    log.turnFor(Duration.ofMinutes(10));
    log.reachable = true;
    log.turnFor(Duration.ofSeconds(55));
    assertThat(recording().state()).isEqualTo(RecordingState.LIVE);
    log.clock.advance(Duration.ofDays(1));
    log.turnFor(Duration.ofSeconds(55));
    assertThat(recording().state()).isEqualTo(RecordingState.LIVE);
    SessionId other = sameLane();
    for (int i = 0; i < 100; i++) {
      log.write(other, output(i));
      log.write(other, output(100 + i));
      log.clock.advance(Duration.ofSeconds(1));
      log.turn(1);
    }
    assertThat(recording().state()).isEqualTo(RecordingState.LIVE);
    log.turnFor(Duration.ofSeconds(61));
    assertThat(recording().state()).isEqualTo(RecordingState.INTERRUPTED);
  }

  /// A session whose records are in the same partition.
  private SessionId sameLane() {
    SessionId other = samples.id(LogInMemory.NOON);
    while (Math.floorMod(other.hashCode(), 3) != Math.floorMod(id.hashCode(), 3)) {
      other = samples.id(LogInMemory.NOON);
    }
    return other;
  }

  @Test
  void what_cannot_be_read_goes_to_quarantine_and_holds_up_nobody() throws IOException {
    log.write(id, records.subList(0, 20));
    int lane = Math.floorMod(id.hashCode(), 3);
    log.write(lane, "no id".getBytes(StandardCharsets.UTF_8), new byte[40]);
    log.write(lane, id.toString().getBytes(StandardCharsets.UTF_8), null);
    log.write(lane, id.toString().getBytes(StandardCharsets.UTF_8), new byte[0]);
    log.write(id, records.subList(20, 60));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(read()).isEqualTo(records);
    assertThat(log.quarantined).hasSize(3);
    assertThat(log.count("quarantined")).isEqualTo(3);
  }

  @Test
  void the_checkpoint_does_not_pass_what_is_not_in_the_store() throws IOException {
    log.write(id, records.subList(0, 20));
    log.turnFor(Duration.ofSeconds(8));
    int lane = Math.floorMod(id.hashCode(), 3);
    log.write(id, new SequencedRecord(20, records.get(20).nanos(), new SessionRecord.Heartbeat()));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(store.checkpoint().nextOffsets().values()).contains(20L).doesNotContain(21L);
    log.turnFor(Duration.ofSeconds(40));
    assertThat(log.next(lane)).isEqualTo(21);
    assertThat(store.checkpoint().nextOffsets().values()).contains(21L);
  }

  @Test
  void an_end_whose_seal_was_cut_off_is_sealed_after_the_restart() throws IOException {
    log.write(id, records);
    log.turn(1000);
    log.clock.advance(Duration.ofSeconds(3));
    log.turn(1000);
    Part part = new Part(id, 1);
    store.truncate(part, store.content(part).length - 5);
    log.restart();
    log.turnFor(Duration.ofSeconds(8));
    assertThat(read()).isEqualTo(records);
    assertThat(recording().state()).isEqualTo(RecordingState.SEALED);
    assertThat(recording().gaps()).isEmpty();
    assertThat(store.aside()).hasSize(1);
    assertThat(store.parts(id).getFirst().sealed()).isTrue();
  }

  @Test
  void stored_bytes_that_are_lost_for_good_make_a_torn_recording() throws IOException {
    log.write(id, records.subList(0, 20));
    log.turnFor(Duration.ofSeconds(8));
    log.write(id, records.subList(20, 30));
    log.turnFor(Duration.ofSeconds(8));
    Part part = new Part(id, 1);
    store.truncate(part, store.content(part).length - 5);
    log.restart();
    log.write(id, records.subList(30, 60));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(recording().state()).isEqualTo(RecordingState.TORN);
    assertThat(recording().reason()).contains("completed").contains("damaged");
    assertThat(recording().gaps())
        .singleElement()
        .satisfies(gap -> {
          assertThat(gap.cause()).isEqualTo(RecordingGap.Cause.TORN);
          assertThat(gap.sequence()).isEqualTo(20);
          assertThat(gap.records()).isEqualTo(10);
        });
    assertThat(log.registry.counter("kubescribe.replay.damaged").count()).isEqualTo(1);
    assertThat(new StoredRecordings(store).verify(id).orElseThrow().ok()).isTrue();
  }

  @Test
  void one_that_cannot_be_read_at_all_stops_no_other() throws IOException {
    SessionId other = samples.id(LogInMemory.NOON);
    log.write(id, records.subList(0, 20));
    log.write(other, records.subList(0, 20));
    log.turnFor(Duration.ofSeconds(8));
    store.damage(new Part(id, 1), 20);
    log.restart();
    log.write(id, records.subList(20, 60));
    log.write(other, records.subList(20, 60));
    log.turnFor(Duration.ofSeconds(8));
    assertThat(recording().state()).isEqualTo(RecordingState.TORN);
    assertThat(recording().gaps().getFirst().records()).isEqualTo(20);
    assertThat(new StoredRecordings(store).find(other).orElseThrow().state())
        .isEqualTo(RecordingState.SEALED);
    assertThat(store.aside()).hasSize(1);
  }

  @Test
  void recordings_past_their_retention_are_deleted() throws IOException {
    log.write(id, records);
    log.turnFor(Duration.ofSeconds(8));
    SessionId young = samples.id(LogInMemory.NOON.plus(Duration.ofDays(9)));
    SessionId live = samples.id(LogInMemory.NOON);
    log.clock.advance(Duration.ofDays(11));
    log.write(young, samples.session(LogInMemory.NOON.plus(Duration.ofDays(9)), 10, 10));
    log.write(live, output(0));
    log.turnFor(Duration.ofSeconds(10));
    assertThat(store.parts(id)).isEmpty();
    assertThat(store.parts(young)).isNotEmpty();
    assertThat(store.parts(live)).isNotEmpty();
  }
}
