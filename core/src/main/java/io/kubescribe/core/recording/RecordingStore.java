package io.kubescribe.core.recording;

import io.kubescribe.core.Component;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.List;

/// Bytes of recordings. A recording has one part for each epoch; a part is written from its first
/// byte on, in order, then sealed, and sealed bytes never change. What the bytes mean is for
/// whoever writes them.
///
/// One thread writes; any number of threads read, also what is not durable yet. Methods throw
/// [IOException] when the store did not answer or refuses. After that the writer starts again from
/// [#unsealed] and [#checkpoint], and finds by reading how much of each part has arrived.
public interface RecordingStore extends Component {
  /// One epoch of a recording.
  ///
  /// @param epoch from 1
  record Part(SessionId session, int epoch) {
    /// @throws IllegalArgumentException if the epoch is less than 1
    public Part {
      if (epoch < 1) {
        throw new IllegalArgumentException("epoch must be at least 1, was " + epoch);
      }
    }

    @Override
    public String toString() {
      return session + "." + epoch;
    }
  }

  /// A part as it is stored.
  ///
  /// @param size in bytes
  /// @param sealed whether it is complete, and durably so
  record StoredPart(Part part, long size, boolean sealed) {}

  /// The next offset of each partition of the log whose earlier records are durable here; empty for
  /// a new store. For the writing thread.
  Checkpoint checkpoint() throws IOException;

  /// Parts that are not sealed, in no particular order. For the writing thread, at its start and
  /// after a failure.
  List<Part> unsealed() throws IOException;

  /// Adds bytes to a part, the first of which makes it. Readers see them from now on; durable they
  /// are with the next [#commit].
  ///
  /// @param position the size of the part before
  /// @throws IOException also if the disk has too little room left; nothing is written then
  void append(Part part, long position, ByteBuffer bytes) throws IOException;

  /// Says that a part is complete, which takes effect with the next [#commit].
  void seal(Part part) throws IOException;

  /// Takes the bytes from a position on out of an unsealed part and keeps them aside, durable when
  /// this returns; from 0, the part is gone.
  void setAside(Part part, long from) throws IOException;

  /// Makes everything appended and sealed durable, and after that `next`. So after a crash the
  /// checkpoint is never ahead of the bytes.
  void commit(Checkpoint next) throws IOException;

  /// Forgets a recording whose parts are all sealed. Does nothing when there is none. For the
  /// writing thread.
  void delete(SessionId session) throws IOException;

  /// The UTC days in which there are ids of recordings, in order.
  List<LocalDate> days() throws IOException;

  /// The recordings whose ids were made on a UTC day, in order.
  List<SessionId> sessions(LocalDate day) throws IOException;

  /// The parts of a recording, by epoch; empty if there is none.
  List<StoredPart> parts(SessionId session) throws IOException;

  /// Reads bytes from a position on.
  ///
  /// @param length at least 1
  /// @return at most so many; fewer only at the end of the part, none behind it
  ByteBuffer read(Part part, long position, int length) throws IOException;
}
