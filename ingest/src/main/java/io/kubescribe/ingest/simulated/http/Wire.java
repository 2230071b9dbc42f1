package io.kubescribe.ingest.simulated.http;

import java.io.IOException;
import java.io.InputStream;

/// A connection of raw bytes, as it is after an upgrade. Safe for use by many threads, with one
/// reader.
public interface Wire {
  /// At its end when the client has closed; closed, it drops what still comes.
  InputStream input();

  /// Sends the parts in one piece, and waits while the client does not read.
  ///
  /// @param parts must not be changed afterwards
  /// @throws IOException if the connection is closed
  void write(byte[]... parts) throws IOException;

  /// Sends the head and a copy of the bytes in one piece; else like the other.
  ///
  /// @throws IOException if the connection is closed
  void write(byte[] head, byte[] source, int offset, int length) throws IOException;

  /// Closes once all is sent.
  void close();

  /// Closes with a TCP reset; what is not sent yet is lost.
  void reset();
}
