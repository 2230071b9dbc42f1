package io.kubescribe.ingest.simulated;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/// Writes the SYN_STREAM frames of one client without a dictionary, which zlib allows.
final class SpdyBlocks implements AutoCloseable {
  private final Deflater deflater = new Deflater();

  /// @param headers names and values in turn
  byte[] open(int id, String... headers) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    plain.writeBytes(number(headers.length / 2));
    for (String text : headers) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      plain.writeBytes(number(bytes.length));
      plain.writeBytes(bytes);
    }
    deflater.setInput(plain.toByteArray());
    byte[] block = new byte[1024];
    int length = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
    return ByteBuffer.allocate(18 + length)
        .putInt(0x80030001)
        .putInt(10 + length)
        .putInt(id)
        .putInt(0)
        .putShort((short) 0)
        .put(block, 0, length)
        .array();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  @Override
  public void close() {
    deflater.end();
  }
}
