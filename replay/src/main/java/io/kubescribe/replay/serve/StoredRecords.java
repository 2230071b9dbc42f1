package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.util.function.Predicate;

/// Reads records of recordings that are known to be there. Safe for use by many threads.
record StoredRecords(Recordings recordings) {
  /// @throws IOException also if the recording has been dropped meanwhile
  RecordReader open(SessionId id, long fromNanos) throws IOException {
    return recordings
        .records(id, fromNanos)
        .orElseThrow(() -> new IOException("recording " + id + " is not in the store (any more)"));
  }

  /// Gives records from a time on, and some before it, until no more are wanted.
  void each(SessionId id, long fromNanos, Predicate<SequencedRecord> wantsMore) throws IOException {
    try (RecordReader reader = open(id, fromNanos)) {
      SequencedRecord record = reader.next();
      while (record != null && wantsMore.test(record)) {
        record = reader.next();
      }
    }
  }
}
