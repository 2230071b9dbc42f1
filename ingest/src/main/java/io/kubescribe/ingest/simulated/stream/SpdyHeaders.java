package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.spdy.SpdyDictionary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// The header blocks of one SPDY connection: one zlib stream for each direction. For one thread.
final class SpdyHeaders implements AutoCloseable {
  private static final int MAX_BLOCK = 16 << 10;
  private static final int MAX_HEADERS = 32;

  private final Inflater inflater = new Inflater();
  private final Deflater deflater = new Deflater();

  SpdyHeaders() {
    SpdyDictionary.giveTo(deflater);
  }

  /// @throws IOException if the block is broken or too long
  Map<String, String> read(byte[] block) throws IOException {
    ByteBuffer plain = ByteBuffer.wrap(inflate(block));
    Map<String, String> headers = new LinkedHashMap<>();
    try {
      int count = plain.getInt();
      if (count < 0 || count > MAX_HEADERS) {
        throw new IOException("a header block has " + count + " headers");
      }
      for (int i = 0; i < count; i++) {
        String name = text(plain);
        headers.put(name, text(plain));
      }
    } catch (BufferUnderflowException e) {
      throw new IOException("a header block is cut", e);
    }
    return headers;
  }

  private static String text(ByteBuffer plain) throws IOException {
    int length = plain.getInt();
    if (length < 0 || length > plain.remaining()) {
      throw new IOException("a header is longer than its block");
    }
    byte[] bytes = new byte[length];
    plain.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] inflate(byte[] block) throws IOException {
    inflater.setInput(block);
    byte[] plain = new byte[MAX_BLOCK];
    int length = 0;
    try {
      while (true) {
        int count = inflater.inflate(plain, length, plain.length - length);
        length += count;
        if (inflater.needsDictionary()) {
          SpdyDictionary.giveTo(inflater);
        } else if (length == plain.length) {
          throw new IOException("a header block is too long");
        } else if (count == 0) {
          break;
        }
      }
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new IOException("a header block is no zlib data", e);
    }
    return Arrays.copyOf(plain, length);
  }

  /// A block without headers: a count of 0, compressed.
  byte[] empty() {
    deflater.setInput(new byte[4]);
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    byte[] buffer = new byte[128];
    int count;
    do {
      count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      block.write(buffer, 0, count);
    } while (count == buffer.length);
    return block.toByteArray();
  }

  @Override
  public void close() {
    inflater.end();
    deflater.end();
  }
}
