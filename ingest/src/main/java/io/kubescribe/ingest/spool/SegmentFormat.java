package io.kubescribe.ingest.spool;

import io.kubescribe.core.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Headers of segments and frames; the byte table is in the package's description.
final class SegmentFormat {
  static final int HEADER = 28;
  static final int FRAME_HEADER = 16;
  static final int MARKER = 0x4B53_4652;

  private static final byte VERSION = 1;
  private static final byte[] MAGIC = "KSSPOOL".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 20;
  private static final String SUFFIX = ".spool";

  /// What stands before the sealed part of a frame.
  record FrameHeader(int sealedLength, int records) {
    /// Bytes of the whole frame.
    long length() {
      return (long) FRAME_HEADER + sealedLength;
    }
  }

  private SegmentFormat() {}

  static String fileName(long number) {
    return ("%0" + DIGITS + "d").formatted(number) + SUFFIX;
  }

  /// The number in the name of a segment's file, -1 for another file.
  static long number(String fileName) {
    String digits = fileName.substring(0, Math.min(DIGITS, fileName.length()));
    boolean ours =
        fileName.length() == DIGITS + SUFFIX.length()
            && fileName.endsWith(SUFFIX)
            && digits.chars().allMatch(c -> c >= '0' && c <= '9')
            && digits.startsWith("0");
    return ours ? Long.parseLong(digits) : -1;
  }

  /// The number of the segment that a file was kept aside of, which its name begins with; -1 for
  /// another file.
  static long numberOfKept(String fileName) {
    return fileName.length() < DIGITS ? -1 : number(fileName.substring(0, DIGITS) + SUFFIX);
  }

  static ByteBuffer header(long number, long begunMillis) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(MAGIC).put(VERSION).putLong(number).putLong(begunMillis);
    CRC32C crc = new CRC32C();
    crc.update(header.array(), 0, header.position());
    return header.putInt((int) crc.getValue()).flip();
  }

  /// When the segment was begun, or null if the header is not whole.
  ///
  /// @throws CorruptDataException if it is whole and of another version
  static @Nullable Long begunMillis(byte[] header, String file) throws CorruptDataException {
    if (header.length < HEADER) {
      return null;
    }
    CRC32C crc = new CRC32C();
    crc.update(header, 0, HEADER - Integer.BYTES);
    ByteBuffer fields = ByteBuffer.wrap(header);
    if (fields.getInt(HEADER - Integer.BYTES) != (int) crc.getValue()) {
      return null;
    }
    byte version = header[MAGIC.length];
    if (version != VERSION) {
      throw new CorruptDataException(
          "spool file "
              + file
              + " has version "
              + version
              + ", this program reads "
              + VERSION
              + ": run the newer program until its spool is empty");
    }
    return fields.getLong(MAGIC.length + 1 + Long.BYTES);
  }

  static ByteBuffer frameHeader(FrameHeader header, long number, long position) {
    ByteBuffer bytes = ByteBuffer.allocate(FRAME_HEADER);
    bytes.putInt(MARKER).putInt(header.sealedLength()).putInt(header.records());
    return bytes.putInt(frameCrc(bytes.array(), number, position)).flip();
  }

  /// The header in `bytes` at `offset`, or null if no frame begins there.
  ///
  /// @param bytes holds [#FRAME_HEADER] bytes from `offset` on
  /// @param position of these bytes in the segment
  static @Nullable FrameHeader frameHeader(byte[] bytes, int offset, long number, long position) {
    ByteBuffer fields = ByteBuffer.wrap(bytes, offset, FRAME_HEADER).slice();
    if (fields.getInt(0) != MARKER) {
      return null;
    }
    byte[] header = new byte[FRAME_HEADER];
    fields.get(header);
    boolean whole =
        fields.getInt(FRAME_HEADER - Integer.BYTES) == frameCrc(header, number, position);
    int length = fields.getInt(Integer.BYTES);
    return whole && length >= 0 ? new FrameHeader(length, fields.getInt(2 * Integer.BYTES)) : null;
  }

  private static int frameCrc(byte[] header, long number, long position) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(number).putLong(position).flip());
    crc.update(header, 0, FRAME_HEADER - Integer.BYTES);
    return (int) crc.getValue();
  }
}
