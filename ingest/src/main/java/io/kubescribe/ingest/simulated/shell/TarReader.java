package io.kubescribe.ingest.simulated.shell;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads ustar archives with PAX and GNU long names. For one thread.
final class TarReader {
  private static final int BLOCK = 512;
  private static final int MAX_NAME = 64 << 10;

  /// One file or directory.
  record Entry(String name, boolean directory, long size) {}

  private final InputStream in;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /// Goes to the next entry, past what is left of this one.
  ///
  /// @return empty at the archive's end
  Optional<Entry> next() throws IOException {
    String longName = "";
    while (true) {
      in.skipNBytes(left + padding);
      left = 0;
      padding = 0;
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return Optional.empty();
      }
      left = octal(header, 124, 12);
      padding = (BLOCK - left % BLOCK) % BLOCK;
      char type = (char) header[156];
      switch (type) {
        case 'x' -> longName = pax(content(), longName);
        case 'L' -> longName = text(content(), 0, MAX_NAME);
        case '0', 0, '5' -> {
          String name = longName.isEmpty() ? name(header) : longName;
          return Optional.of(new Entry(name, type == '5' || name.endsWith("/"), left));
        }
        default -> {
          // Links and the like are left out; so are global headers.
        }
      }
    }
  }

  private byte[] content() throws IOException {
    if (left > MAX_NAME) {
      throw new IOException("a name in the archive is too long");
    }
    byte[] bytes = in.readNBytes((int) left);
    left = 0;
    return bytes;
  }

  private static String pax(byte[] records, String otherwise) {
    for (String record : new String(records, StandardCharsets.UTF_8).split("\n", -1)) {
      int key = record.indexOf(" path=");
      if (key > 0) {
        return record.substring(key + " path=".length());
      }
    }
    return otherwise;
  }

  private static String name(byte[] header) {
    String prefix = text(header, 345, 155);
    String name = text(header, 0, 100);
    return prefix.isEmpty() || header[257] != 'u' ? name : prefix + "/" + name;
  }

  private static String text(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < offset + length && end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int offset, int length) throws IOException {
    String digits = text(header, offset, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("the archive is damaged", e);
    }
  }

  /// Copies the entry's content.
  void copy(OutputStream out) throws IOException {
    byte[] buffer = new byte[32 << 10];
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw new EOFException("the archive is cut");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }
}
