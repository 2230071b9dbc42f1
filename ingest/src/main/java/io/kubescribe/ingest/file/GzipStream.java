package io.kubescribe.ingest.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads gzip (RFC 1952) of any number of members. [java.util.zip.GZIPInputStream] ends quietly
/// before a further member when the stream says that nothing is available, and after a broken one.
final class GzipStream extends InputStream {
  private static final int BUFFER = 1 << 16;
  private static final int HAS_CRC = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private final PushbackInputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[BUFFER];
  private int held;
  private boolean inMember;
  private boolean ended;
  private int members;

  GzipStream(InputStream in) {
    this.in = new PushbackInputStream(in, BUFFER);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      while (!ended) {
        if (!inMember && !nextMember()) {
          break;
        }
        int count = inflater.inflate(target, offset, length);
        if (count > 0) {
          crc.update(target, offset, count);
          return count;
        }
        if (inflater.finished()) {
          endMember();
        } else if (inflater.needsDictionary()) {
          throw new IOException("the gzip data need a dictionary");
        } else {
          refill();
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw new IOException("the gzip data are damaged: " + e.getMessage(), e);
    }
  }

  private void refill() throws IOException {
    int count = in.read(input, 0, input.length);
    if (count < 0) {
      throw cut();
    }
    held = count;
    inflater.setInput(input, 0, count);
  }

  private static EOFException cut() {
    return new EOFException("the gzip data end too early");
  }

  /// Reads a member's header.
  ///
  /// @return false at the end of the stream
  private boolean nextMember() throws IOException {
    int first = in.read();
    // Tapes and some copies fill up with zeros.
    while (members > 0 && first == 0) {
      first = in.read();
    }
    if (first < 0) {
      ended = true;
      return false;
    }
    if (first != 0x1f || need() != 0x8b || need() != 8) {
      throw new IOException(
          members == 0 ? "the data are no gzip" : "behind the gzip data is something else");
    }
    int flags = need();
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(need() | need() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CRC) != 0) {
      skip(2);
    }
    members++;
    inMember = true;
    inflater.reset();
    crc.reset();
    return true;
  }

  private void endMember() throws IOException {
    int rest = inflater.getRemaining();
    in.unread(input, held - rest, rest);
    long written = inflater.getBytesWritten() & 0xffff_ffffL;
    if (needInt() != crc.getValue() || needInt() != written) {
      throw new IOException("the gzip data are damaged: the checksum is another");
    }
    inMember = false;
  }

  private int need() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw cut();
    }
    return value;
  }

  private long needInt() throws IOException {
    return need() | need() << 8 | need() << 16 | (long) need() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      need();
    }
  }

  private void skipText() throws IOException {
    int value = need();
    while (value != 0) {
      value = need();
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
