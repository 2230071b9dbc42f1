package io.kubescribe.replay.store;

import static io.kubescribe.replay.store.StoreFixture.NOON;
import static io.kubescribe.replay.store.StoreFixture.read;
import static io.kubescribe.replay.store.StoreFixture.write;
import static io.kubescribe.replay.store.StoreFixture.writeSealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.recording.RecordingStore.StoredPart;
import io.kubescribe.core.recording.Verification;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.testkit.recording.MemoryRecordingStore;
import io.kubescribe.testkit.recording.SampleSessions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bytes that are missing or wrong.
class DamageTest {
  private static final int CHUNK_OF = 10;

  private final SampleSessions samples = new SampleSessions(7);
  private final SessionId id = samples.id(NOON);
  private final Part part = new Part(id, 1);
  private final List<SequencedRecord> records = samples.session(NOON, 55, 40);

  private byte[] sealed() throws IOException {
    MemoryRecordingStore store = new MemoryRecordingStore();
    writeSealed(store, part, records, CHUNK_OF);
    return store.content(part);
  }

  private MemoryRecordingStore holding(byte[] bytes, boolean sealed) throws IOException {
    MemoryRecordingStore store = new MemoryRecordingStore();
    store.append(part, 0, ByteBuffer.wrap(bytes));
    if (sealed) {
      store.seal(part);
    }
    store.commit(Checkpoint.NONE);
    return store;
  }

  @Test
  void cut_at_any_byte_it_goes_on_from_the_last_whole_chunk() throws IOException {
    byte[] whole = sealed();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      MemoryRecordingStore store = holding(cut, false);
      PartScan scan = new PartScan(store, part);
      scan.advance();
      assertThat(scan.isSealed()).isFalse();
      assertThat(scan.end()).isLessThanOrEqualTo(length);
      assertThat(scan.fault() == null).isEqualTo(scan.end() == length);
      if (scan.end() < length) {
        store.setAside(part, scan.end());
      }
      PartWriter writer =
          scan.end() == 0 ? PartWriter.create(store, part, null) : PartWriter.resume(store, scan);
      int next = (int) writer.lastSequence() + 1;
      assertThat(next == records.size() || next % CHUNK_OF == 0).isTrue();
      write(writer, records.subList(next, records.size()), CHUNK_OF);
      writer.seal(RecordingState.SEALED, "completed");
      store.commit(Checkpoint.NONE);
      assertThat(store.content(part)).as("cut at %d", length).isEqualTo(whole);
    }
  }

  @Test
  void a_scan_finds_any_flipped_byte_and_stops_before_it() throws IOException {
    byte[] whole = sealed();
    for (int position = 0; position < whole.length; position++) {
      MemoryRecordingStore store = holding(whole, false);
      store.damage(part, position);
      PartScan scan = new PartScan(store, part);
      scan.advance();
      assertThat(scan.isSealed()).as("byte %d", position).isFalse();
      assertThat(scan.fault()).as("byte %d", position).isNotNull();
      assertThat(scan.end()).as("byte %d", position).isLessThanOrEqualTo(position);
    }
  }

  @Test
  void any_flipped_byte_is_found_and_its_chunk_named() throws IOException {
    byte[] whole = sealed();
    ChunkIndex index = SealedPart.read(holding(whole, true), stored(whole)).index();
    int sealAt =
        whole.length - SealedPart.readSeal(holding(whole, true), stored(whole)).encode().length;
    for (int position = 0; position < whole.length; position++) {
      MemoryRecordingStore store = holding(whole, true);
      store.damage(part, position);
      Verification found = new StoredRecordings(store).verify(id).orElseThrow();
      assertThat(found.ok()).as("byte %d", position).isFalse();
      assertThat(found.rootHash()).isNull();
      int chunk = chunkAt(index, position, sealAt);
      assertThat(found.faults().getFirst().chunk()).as("byte %d", position).isEqualTo(chunk);
      if (chunk >= 0) {
        assertThat(found.faults()).as("byte %d", position).hasSize(1);
        assertThat(found.faults().getFirst().position()).isEqualTo(index.position(chunk));
      }
    }
  }

  private StoredPart stored(byte[] whole) {
    return new StoredPart(part, whole.length, true);
  }

  private static int chunkAt(ChunkIndex index, int position, int sealAt) {
    if (position >= sealAt || position < PartHeader.SIZE) {
      return -1;
    }
    int chunk = 0;
    while (chunk + 1 < index.size() && index.position(chunk + 1) <= position) {
      chunk++;
    }
    return chunk;
  }

  @Test
  void a_damaged_chunk_shows_as_a_gap_and_hides_nothing_else() throws IOException {
    byte[] whole = sealed();
    ChunkIndex index = SealedPart.read(holding(whole, true), stored(whole)).index();
    for (int chunk = 0; chunk < index.size(); chunk++) {
      MemoryRecordingStore store = holding(whole, true);
      store.damage(part, (int) index.position(chunk) + ChunkHeader.SIZE + 5);
      int from = chunk * CHUNK_OF;
      int to = Math.min(from + CHUNK_OF, records.size());
      List<SequencedRecord> got = new ArrayList<>(read(store, id, 0));
      SequencedRecord gap = got.remove(from);
      assertThat(gap.sequence()).isEqualTo(from);
      assertThat(gap.record())
          .isInstanceOfSatisfying(
              SessionRecord.Gap.class, lost -> assertThat(lost.records()).isEqualTo(to - from));
      List<SequencedRecord> expected = new ArrayList<>(records.subList(0, from));
      expected.addAll(records.subList(to, records.size()));
      assertThat(got).isEqualTo(expected);
    }
  }

  @Test
  void without_its_seal_it_is_torn_and_shows_what_is_left() throws IOException {
    byte[] whole = sealed();
    byte[] cut = Arrays.copyOf(whole, whole.length - 3);
    MemoryRecordingStore store = holding(cut, true);
    Recording recording = new StoredRecordings(store).find(id).orElseThrow();
    assertThat(recording.state()).isEqualTo(RecordingState.TORN);
    assertThat(recording.reason()).contains("damaged at");
    assertThat(recording.rootHash()).isNull();
    assertThat(recording.gaps().getLast().cause()).isEqualTo(RecordingGap.Cause.TORN);
    List<SequencedRecord> got = read(store, id, 0);
    assertThat(got.subList(0, records.size())).isEqualTo(records);
    assertThat(got).hasSize(records.size() + 1);
    assertThat(new StoredRecordings(store).verify(id).orElseThrow().ok()).isFalse();
  }

  @Test
  void content_changed_together_with_its_checksum_is_found_by_the_hash() throws IOException {
    byte[] whole = sealed();
    ChunkIndex index = SealedPart.read(holding(whole, true), stored(whole)).index();
    ByteBuffer bytes = ByteBuffer.wrap(whole);
    int at = (int) index.position(2);
    ChunkHeader header = ChunkHeader.decode(bytes.slice(at, ChunkHeader.SIZE));
    byte[] chunk = Arrays.copyOfRange(whole, at, at + header.size());
    byte[] forged = forged(Chunk.decode(header, chunk), chunk.length);
    System.arraycopy(header.hash(), 0, forged, 48, Digests.HASH);
    ByteBuffer.wrap(forged)
        .putInt(
            ChunkHeader.CRC_AT,
            Digests.crc(
                ByteBuffer.wrap(forged, 0, ChunkHeader.CRC_AT),
                ByteBuffer.wrap(forged, ChunkHeader.SIZE, forged.length - ChunkHeader.SIZE)));
    System.arraycopy(forged, 0, whole, at, forged.length);
    Verification found = new StoredRecordings(holding(whole, true)).verify(id).orElseThrow();
    assertThat(found.faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.chunk()).isEqualTo(2);
          assertThat(fault.what()).contains("hash");
        });
  }

  /// Other content that takes as many bytes, under whatever hash.
  private static byte[] forged(Chunk chunk, int length) {
    for (int i = chunk.frames().length - 1; i > 0; i--) {
      byte[] frames = chunk.frames().clone();
      frames[i] ^= 1;
      byte[] forged = new Chunk(chunk.span(), frames).encode(new byte[Digests.HASH]).bytes();
      if (forged.length == length) {
        return forged;
      }
    }
    throw new AssertionError("no change leaves the length as it is");
  }
}
