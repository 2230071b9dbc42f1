package io.kubescribe.ingest.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// What the spool asks of a file system; a seam, so that tests can let it fail and forget.
interface SpoolFiles {
  /// An open file, used by one thread at a time.
  interface SpoolFile extends Closeable {
    long size() throws IOException;

    /// Fills the buffer from byte `position` on, as far as the file goes.
    void read(ByteBuffer into, long position) throws IOException;

    /// Writes all that remains in the buffer after what was written before.
    void write(ByteBuffer bytes) throws IOException;

    /// Makes durable what was written. After it failed nobody knows what is: the file must not be
    /// written any more.
    void force() throws IOException;

    void truncate(long size) throws IOException;
  }

  /// Creates a folder, readable by nobody else, and makes its name durable.
  void createFolder(Path folder) throws IOException;

  /// The names of the files in a folder in ascending order.
  List<String> names(Path folder) throws IOException;

  /// Creates a file that must not exist yet.
  SpoolFile create(Path file) throws IOException;

  /// Opens a file for reading.
  SpoolFile open(Path file) throws IOException;

  void delete(Path file) throws IOException;

  /// Moves a file within the file system.
  void move(Path from, Path to) throws IOException;

  /// Makes creations, moves and deletions in a folder durable.
  void syncFolder(Path folder) throws IOException;
}
