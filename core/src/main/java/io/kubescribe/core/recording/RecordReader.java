package io.kubescribe.core.recording;

import io.kubescribe.core.session.SequencedRecord;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads records of one recording in their order, over all its epochs. For one thread at a time.
///
/// Numbers and times grow, with one exception: after Kafka was away a gateway writes records again
/// without which the others can't be understood (start, facts, negotiated, status, end). They come
/// late, with the number and time that they had, and fill a gap that was told before.
///
/// Every hole shows as a [io.kubescribe.core.session.SessionRecord.Gap] at its place: the gateway's
/// own, and those that the store found. The latter stand at the number of the first record missing,
/// or of the record that follows where none is missing (and `records` is 0).
public interface RecordReader extends Closeable {
  /// The next record.
  ///
  /// @return null at the end; of a live recording, at the end for now: a later call may give more,
  ///   what came into the log at most two seconds ago aside
  /// @throws IOException if the store did not answer; the same call may be tried again
  @Nullable SequencedRecord next() throws IOException;
}
