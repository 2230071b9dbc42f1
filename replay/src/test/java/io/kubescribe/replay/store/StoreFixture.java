package io.kubescribe.replay.store;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecordCodec;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What tests of the format share.
final class StoreFixture {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private StoreFixture() {}

  /// Writes records, a chunk closed after each so many.
  static void write(PartWriter writer, List<SequencedRecord> records, int chunkOf)
      throws IOException {
    for (int i = 0; i < records.size(); i++) {
      writer.add(records.get(i), SessionRecordCodec.encode(records.get(i)));
      if (i % chunkOf == chunkOf - 1) {
        writer.closeChunk();
      }
    }
    writer.closeChunk();
  }

  static void writeSealed(
      RecordingStore store, Part part, List<SequencedRecord> records, int chunkOf)
      throws IOException {
    PartWriter writer = PartWriter.create(store, part, null);
    write(writer, records, chunkOf);
    writer.seal(RecordingState.SEALED, "completed");
    store.commit(Checkpoint.NONE);
  }

  static List<SequencedRecord> read(RecordingStore store, SessionId session, long fromNanos)
      throws IOException {
    try (RecordReader reader =
        new StoredRecordings(store).records(session, fromNanos).orElseThrow()) {
      return rest(reader);
    }
  }

  static List<SequencedRecord> rest(RecordReader reader) throws IOException {
    List<SequencedRecord> records = new ArrayList<>();
    for (SequencedRecord next = reader.next(); next != null; next = reader.next()) {
      records.add(next);
    }
    return records;
  }
}
