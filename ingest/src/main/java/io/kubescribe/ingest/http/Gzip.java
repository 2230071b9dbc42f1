package io.kubescribe.ingest.http;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses gzip (RFC 1952), one member or several. The JDK's own stream overlooks what follows
/// the last member, and we may lose nothing unsaid. Used once, by one thread.
final class Gzip {
  /// Output up to which nobody asks how dense it is, in bytes.
  static final int FREE_OUTPUT = 1 << 20;

  /// Audit events shrink 10 to 20 times; a bomb of zeros a thousand times.
  static final int MOST_GROWTH = 100;

  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final byte[] in;
  private final int end;
  private final BodyBuffer out;
  private int at;

  private Gzip(BodyBuffer in, BodyBuffer out) {
    this.in = in.array();
    this.end = in.size();
    this.out = out;
  }

  /// @throws RefusedException if it is no gzip or cut off, grows past [#MOST_GROWTH] times its size
  ///   after the first MiB, or past the limit of `out`
  static void inflate(BodyBuffer in, BodyBuffer out) throws RefusedException {
    Gzip gzip = new Gzip(in, out);
    gzip.makeRoom();
    Inflater inflater = new Inflater(true);
    try {
      do {
        gzip.member(inflater);
      } while (gzip.at < gzip.end);
    } catch (DataFormatException e) {
      throw new RefusedException(Refusal.BAD_GZIP);
    } finally {
      inflater.end();
    }
  }

  /// Believes the length in the last trailer where it could be true: then nothing is copied.
  private void makeRoom() throws RefusedException {
    if (end >= HEADER + TRAILER) {
      long promised = Integer.toUnsignedLong(littleEndian(end - 4));
      if (promised <= out.limit() && promised <= (long) MOST_GROWTH * end) {
        out.expect(promised);
      }
    }
  }

  private void member(Inflater inflater) throws DataFormatException, RefusedException {
    skipHeader();
    inflater.reset();
    inflater.setInput(in, at, end - at);
    CRC32 crc = new CRC32();
    byte[] piece = new byte[64 << 10];
    while (!inflater.finished()) {
      int length = inflater.inflate(piece);
      if (length == 0 && !inflater.finished()) {
        throw new DataFormatException("cut off, or made with a dictionary");
      }
      crc.update(piece, 0, length);
      out.append(piece, length);
      if (out.size() > FREE_OUTPUT && out.size() > (long) MOST_GROWTH * end) {
        throw new RefusedException(Refusal.TOO_DENSE);
      }
    }
    at = end - inflater.getRemaining();
    require(end - at >= TRAILER);
    require(littleEndian(at) == (int) crc.getValue());
    require(littleEndian(at + 4) == (int) inflater.getBytesWritten());
    at += TRAILER;
  }

  private void skipHeader() throws DataFormatException {
    require(end - at >= HEADER && in[at] == 0x1f && in[at + 1] == (byte) 0x8b && in[at + 2] == 8);
    int flags = in[at + 3];
    require((flags & RESERVED) == 0);
    at += HEADER;
    if ((flags & EXTRA) != 0) {
      require(end - at >= 2);
      at += 2 + (in[at] & 0xff) + ((in[at + 1] & 0xff) << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      at += 2;
    }
    require(at < end);
  }

  private void skipText() throws DataFormatException {
    while (at < end && in[at] != 0) {
      at++;
    }
    at++;
  }

  private int littleEndian(int from) {
    return (in[from] & 0xff)
        | (in[from + 1] & 0xff) << 8
        | (in[from + 2] & 0xff) << 16
        | (in[from + 3] & 0xff) << 24;
  }

  private static void require(boolean holds) throws DataFormatException {
    if (!holds) {
      throw new DataFormatException();
    }
  }
}
