package io.kubescribe.replay.store;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.RecordingStore.StoredPart;
import io.kubescribe.core.session.SequencedRecord;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the parts of a recording one after the other, those that come to be while it reads too.
final class StoredReader implements RecordReader {
  /// What it reads from.
  interface Source {
    /// The parts of the recording as they are now.
    List<StoredPart> parts() throws IOException;

    PartReader open(StoredPart part, long fromNanos) throws IOException;
  }

  private final Source source;
  private final long fromNanos;
  private int epoch;
  private @Nullable PartReader current;

  /// @param epoch the first to read
  StoredReader(Source source, int epoch, long fromNanos) {
    this.source = source;
    this.epoch = epoch;
    this.fromNanos = fromNanos;
  }

  @Override
  public @Nullable SequencedRecord next() throws IOException {
    while (true) {
      PartReader reader = current;
      if (reader == null) {
        reader = open();
        if (reader == null) {
          return null;
        }
        current = reader;
      }
      SequencedRecord record = reader.next();
      if (record != null || !reader.ended()) {
        return record;
      }
      current = null;
      epoch++;
    }
  }

  /// Opens the next part, if it is there; an epoch may be missing that was set aside whole.
  private @Nullable PartReader open() throws IOException {
    for (StoredPart stored : source.parts()) {
      if (stored.part().epoch() >= epoch) {
        epoch = stored.part().epoch();
        return source.open(stored, fromNanos);
      }
    }
    return null;
  }

  @Override
  public void close() {}
}
