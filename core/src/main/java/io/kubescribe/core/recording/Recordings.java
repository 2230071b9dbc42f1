package io.kubescribe.core.recording;

import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The recordings, live and sealed, as they can be read. Safe for use by many threads. Each method
/// throws [IOException] when the store did not answer, which is safe to retry; damage to one
/// recording shows in its facts, and as gaps when it is read.
public interface Recordings {
  /// The facts of one recording; empty if there is none with this id.
  Optional<Recording> find(SessionId id) throws IOException;

  /// A page of recordings, newest first by id.
  ///
  /// @param before only those with a smaller id; null for the newest
  /// @param limit at least 1
  List<Recording> list(@Nullable SessionId before, int limit) throws IOException;

  /// Reads records, empty if there is no recording with this id.
  ///
  /// @param fromNanos time since the start from which on all records are wanted; reading begins
  ///   with the chunk that holds it, so with records up to two seconds older, or at most 64 KiB
  Optional<RecordReader> records(SessionId id, long fromNanos) throws IOException;

  /// Recomputes everything that protects the recording; reads all of it. Empty if there is no
  /// recording with this id.
  Optional<Verification> verify(SessionId id) throws IOException;
}
