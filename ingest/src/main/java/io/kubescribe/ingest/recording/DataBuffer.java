package io.kubescribe.ingest.recording;

import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts small pieces of one stream together until the turn of the event loop is over. For one
/// session's event loop only.
final class DataBuffer {
  /// The most bytes of one record.
  static final int MAX_DATA = 64 << 10;

  private static final byte[] NONE = {};

  /// Takes what was put together.
  interface Out {
    /// @param since when the first byte came, nanoseconds since the start
    void data(SessionRecord.Data data, long since);
  }

  private final Out out;
  private byte[] bytes = NONE;
  private int length;
  private long since;
  private @Nullable SessionStream stream;

  DataBuffer(Out out) {
    this.out = out;
  }

  /// Takes all of the bytes.
  ///
  /// @param now nanoseconds since the start
  void add(SessionStream to, ByteBuf from, long now) {
    if (stream != to) {
      flush();
      begin(to, now);
    }
    while (from.isReadable()) {
      int piece = Math.min(from.readableBytes(), MAX_DATA - length);
      if (length + piece > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(MAX_DATA, Math.max(length + piece, 2 * length)));
      }
      from.readBytes(bytes, length, piece);
      length += piece;
      if (length == MAX_DATA) {
        flush();
        begin(to, now);
      }
    }
  }

  private void begin(SessionStream to, long now) {
    stream = to;
    since = now;
  }

  void flush() {
    if (stream != null && length > 0) {
      out.data(
          new SessionRecord.Data(
              stream, length == bytes.length ? bytes : Arrays.copyOf(bytes, length)),
          since);
    }
    bytes = NONE;
    length = 0;
    stream = null;
  }

  int length() {
    return length;
  }
}
