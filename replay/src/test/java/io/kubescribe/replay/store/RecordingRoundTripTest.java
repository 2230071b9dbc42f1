package io.kubescribe.replay.store;

import static io.kubescribe.replay.store.StoreFixture.NOON;
import static io.kubescribe.replay.store.StoreFixture.read;
import static io.kubescribe.replay.store.StoreFixture.rest;
import static io.kubescribe.replay.store.StoreFixture.write;
import static io.kubescribe.replay.store.StoreFixture.writeSealed;
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
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.testkit.recording.MemoryRecordingStore;
import io.kubescribe.testkit.recording.SampleSessions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordingRoundTripTest {
  private final MemoryRecordingStore store = new MemoryRecordingStore();
  private final SampleSessions samples = new SampleSessions(42);
  private final SessionId id = samples.id(NOON);
  private final Part part = new Part(id, 1);

  @Test
  void records_come_back_as_they_went_in() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      SampleSessions sessions = new SampleSessions(random.nextLong());
      Part one = new Part(sessions.id(NOON), 1);
      List<SequencedRecord> records =
          sessions.session(NOON, 4 + random.nextInt(300), 1 + random.nextInt(3_000));
      writeSealed(store, one, records, 1 + random.nextInt(100));
      assertThat(read(store, one.session(), 0)).as("seed %d", seed).isEqualTo(records);
      assertThat(new StoredRecordings(store).verify(one.session()).orElseThrow().ok()).isTrue();
    }
  }

  @Test
  void a_full_chunk_closes_itself_and_a_large_record_has_one_of_its_own() throws IOException {
    PartWriter writer = PartWriter.create(store, part, null);
    List<SequencedRecord> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      byte[] bytes = new byte[i == 10 ? 3 << 20 : 10_000];
      records.add(new SequencedRecord(i, i, new SessionRecord.Data(SessionStream.STDOUT, bytes)));
    }
    write(writer, records, Integer.MAX_VALUE);
    writer.seal(RecordingState.SEALED, "");
    store.commit(Checkpoint.NONE);
    assertThat(read(store, id, 0)).isEqualTo(records);
    assertThat(new StoredRecordings(store).verify(id).orElseThrow().chunks()).isEqualTo(5);
  }

  @Test
  void reading_from_a_time_gives_all_from_there_on() throws IOException {
    List<SequencedRecord> records = new ArrayList<>(samples.session(NOON, 400, 50));
    // Some records of one time, over the end of a chunk.
    for (int i = 95; i < 105; i++) {
      records.set(i, new SequencedRecord(i, records.get(95).nanos(), records.get(i).record()));
    }
    writeSealed(store, part, records, 20);
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      long from = i == 0 ? records.get(95).nanos() : random.nextLong(records.getLast().nanos() + 2);
      List<SequencedRecord> got = read(store, id, from);
      assertThat(records.subList(records.size() - got.size(), records.size())).isEqualTo(got);
      assertThat(got).containsAll(records.stream().filter(one -> one.nanos() >= from).toList());
      assertThat(got.stream().filter(one -> one.nanos() < from).count()).isLessThanOrEqualTo(40);
    }
  }

  @Test
  void a_live_recording_is_followed_over_its_end_into_the_next_epoch() throws IOException {
    List<SequencedRecord> records = samples.session(NOON, 60, 50);
    PartWriter writer = PartWriter.create(store, part, null);
    write(writer, records.subList(0, 10), 3);
    StoredRecordings recordings = new StoredRecordings(store);
    List<SequencedRecord> seen = new ArrayList<>();
    try (RecordReader reader = recordings.records(id, 0).orElseThrow()) {
      seen.addAll(rest(reader));
      assertThat(seen).isEqualTo(records.subList(0, 10));
      write(writer, records.subList(10, 40), 7);
      seen.addAll(rest(reader));
      assertThat(seen).isEqualTo(records.subList(0, 40));
      assertThat(recordings.find(id).orElseThrow().isLive()).isTrue();
      writer.seal(RecordingState.INTERRUPTED, "no sign of life");
      store.commit(Checkpoint.NONE);
      assertThat(rest(reader)).isEmpty();
      SealedPart sealed = SealedPart.read(store, store.parts(id).getFirst());
      PartWriter second = PartWriter.create(store, new Part(id, 2), sealed);
      second.add(
          new RecordingGap(
              RecordingGap.Cause.INTERRUPTED,
              40,
              5,
              sealed.lastNanos(),
              records.get(45).nanos(),
              List.of()));
      write(second, records.subList(45, 60), 7);
      second.seal(RecordingState.SEALED, "completed");
      store.commit(Checkpoint.NONE);
      List<SequencedRecord> later = rest(reader);
      assertThat(later.getFirst().sequence()).isEqualTo(40);
      assertThat(later.getFirst().record())
          .isInstanceOfSatisfying(
              SessionRecord.Gap.class, gap -> assertThat(gap.records()).isEqualTo(5));
      assertThat(later.subList(1, later.size())).isEqualTo(records.subList(45, 60));
    }
    Recording recording = recordings.find(id).orElseThrow();
    assertThat(recording.state()).isEqualTo(RecordingState.SEALED);
    assertThat(recording.epochs()).isEqualTo(2);
    assertThat(recording.gaps()).hasSize(1);
    assertThat(recordings.verify(id).orElseThrow().faults()).isEmpty();
    assertThat(recordings.verify(id).orElseThrow().rootHash()).isEqualTo(recording.rootHash());
  }

  @Test
  void facts_tell_what_is_in_it() throws IOException {
    List<SequencedRecord> records = samples.session(NOON, 200, 50);
    writeSealed(store, part, records, 30);
    Recording recording = new StoredRecordings(store).find(id).orElseThrow();
    assertThat(recording.start()).isNotNull();
    assertThat(recording.startedAt()).isEqualTo(NOON);
    assertThat(recording.duration()).isEqualTo(Duration.ofNanos(records.getLast().nanos()));
    assertThat(recording.exitCode()).isEqualTo(7);
    assertThat(recording.records()).isEqualTo(200);
    assertThat(recording.reason()).isEqualTo("completed");
    assertThat(recording.rootHash()).hasSize(64);
    assertThat(recording.pod()).isNotNull();
    assertThat(recording.storedBytes()).isEqualTo(store.content(part).length);
    assertThat(recording.bytes().get(SessionStream.STDOUT))
        .isEqualTo(
            records.stream()
                .mapToLong(one ->
                    one.record() instanceof SessionRecord.Data(SessionStream stream, byte[] bytes)
                            && stream == SessionStream.STDOUT
                        ? bytes.length
                        : 0)
                .sum());
  }

  @Test
  void recordings_are_listed_newest_first_in_pages() throws IOException {
    List<SessionId> ids = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      ids.add(samples.id(NOON.plus(Duration.ofHours(3L * i))));
      writeSealed(store, new Part(ids.get(i), 1), samples.session(NOON, 4, 10), 10);
    }
    StoredRecordings recordings = new StoredRecordings(store);
    List<SessionId> seen = new ArrayList<>();
    List<Recording> page = recordings.list(null, 4);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(4);
      page.forEach(one -> seen.add(one.id()));
      page = recordings.list(seen.getLast(), 4);
    }
    assertThat(seen).isEqualTo(ids.reversed());
  }
}
