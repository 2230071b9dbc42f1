package io.kubescribe.ingest.file;

import io.kubescribe.core.json.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The part of a stream that is being looked at. A stream that fails ends there: what came before
/// is still looked at, then the failure is thrown. One thread.
final class Window {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private byte[] bytes;
  private int start;
  private int end;
  private boolean atEnd;
  private @Nullable IOException failure;

  /// @param size bytes to begin with; grows where a value needs more
  Window(InputStream in, int size) {
    this.in = in;
    this.bytes = new byte[Math.max(size, BYTE_ORDER_MARK.length)];
    fill();
    if (end >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
      start = 3;
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int length() {
    return end - start;
  }

  byte first() {
    return bytes[start];
  }

  /// Whether nothing comes behind the window.
  boolean isAtEnd() {
    return atEnd;
  }

  void drop(int count) {
    start += count;
  }

  byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
    start += count;
    return taken;
  }

  void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /// Goes to the next byte that is no white space.
  ///
  /// @return its position, -1 at the end
  int skipSpace() {
    while (true) {
      start = RawJson.skipSpace(bytes, start, end);
      if (start < end) {
        return start;
      }
      if (atEnd) {
        return -1;
      }
      start = 0;
      end = 0;
      fill();
    }
  }

  /// Gets more bytes behind those that are there: at least as many again, so that looking anew at
  /// all of them costs no more than a constant for each byte.
  ///
  /// @param largest the most bytes a piece may have; one more is read to tell a longer one
  /// @return false if there are no more, or the window is as large as it may be
  boolean grow(int largest) {
    int held = length();
    if (atEnd || held > largest) {
      return false;
    }
    if (start > 0 && held <= bytes.length / 2) {
      System.arraycopy(bytes, start, bytes, 0, held);
    } else {
      int size = (int) Math.min(Math.max(2L * held, bytes.length), largest + 1L);
      byte[] larger = new byte[Math.max(size, held + 1)];
      System.arraycopy(bytes, start, larger, 0, held);
      bytes = larger;
    }
    start = 0;
    end = held;
    fill();
    return end > held;
  }

  private void fill() {
    try {
      while (end < bytes.length) {
        int count = in.read(bytes, end, bytes.length - end);
        if (count < 0) {
          atEnd = true;
          return;
        }
        end += count;
      }
    } catch (IOException e) {
      failure = e;
      atEnd = true;
    }
  }
}
