package io.kubescribe.ingest.file;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Recognises gzip and zstd by their first bytes.
final class Decompression {
  private Decompression() {}

  /// @return the content; the stream itself if it is not compressed
  static InputStream open(InputStream in) throws IOException {
    byte[] head = in.readNBytes(4);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
    if (head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b) {
      return new GzipStream(whole);
    }
    return isZstd(head) ? new ZstdInputStream(whole) : whole;
  }

  /// A frame, or a skippable frame before one (RFC 8878).
  private static boolean isZstd(byte[] head) {
    if (head.length < 4) {
      return false;
    }
    int magic = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
    return magic == 0xfd2fb528 || (magic & 0xffff_fff0) == 0x184d2a50;
  }
}
