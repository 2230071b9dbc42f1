package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.replay.derive.Derivation;
import java.io.Closeable;
import java.io.IOException;

/// A derivation and the reader that it gets its records from. For one thread.
final class Playing implements Closeable {
  private final Derivation derivation;
  private final RecordReader reader;

  Playing(RecordReader reader, Sight sight) {
    this.derivation = new Derivation(sight, _ -> {});
    this.reader = reader;
  }

  /// Plays what has come.
  void advance() throws IOException {
    for (SequencedRecord record = reader.next(); record != null; record = reader.next()) {
      derivation.accept(record);
    }
  }

  /// After the last record; nothing may be played any more.
  void end(Recording recording) {
    derivation.end(recording.duration().toNanos());
  }

  Derived derived(Recording recording) {
    return new Derived(
        derivation.plan().orElse(null),
        derivation.commands(),
        derivation.timeline(recording.gaps()),
        derivation.duration());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
