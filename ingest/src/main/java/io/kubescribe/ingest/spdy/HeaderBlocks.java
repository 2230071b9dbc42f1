package io.kubescribe.ingest.spdy;

import io.kubescribe.core.session.Flaw;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates the header blocks of one direction: one zlib stream over all of them, so each must pass
/// through here in order.
final class HeaderBlocks {
  static final int MAX_BLOCK = 16 << 10;
  static final int MAX_HEADERS = 32;

  private final Inflater inflater = new Inflater();
  private boolean closed;

  /// @return the first value of each header, by name
  Map<String, String> read(byte[] bytes, int from, int to) throws SpdyException {
    // An encoder like Netty's writes no block at all where there are no headers.
    return from == to || closed ? Map.of() : headers(inflate(bytes, from, to));
  }

  private ByteBuffer inflate(byte[] bytes, int from, int to) throws SpdyException {
    byte[] out = new byte[256];
    int length = 0;
    inflater.setInput(bytes, from, to - from);
    try {
      while (true) {
        int more = inflater.inflate(out, length, out.length - length);
        length += more;
        if (length == out.length) {
          if (length > MAX_BLOCK) {
            throw new SpdyException(Flaw.TOO_LARGE, "header block inflates beyond 16 KiB");
          }
          out = Arrays.copyOf(out, Math.min(2 * length, MAX_BLOCK + 1));
        } else if (more == 0) {
          if (!inflater.needsDictionary()) {
            break;
          }
          SpdyDictionary.giveTo(inflater);
        }
      }
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new SpdyException(Flaw.PROTOCOL_VIOLATION, "header block can't be inflated");
    }
    if (inflater.getRemaining() > 0 || inflater.finished()) {
      throw new SpdyException(Flaw.PROTOCOL_VIOLATION, "compression of headers ended");
    }
    return ByteBuffer.wrap(out, 0, length);
  }

  private static Map<String, String> headers(ByteBuffer block) throws SpdyException {
    int count = block.remaining() < 4 ? -1 : block.getInt();
    if (count < 0 || count > MAX_HEADERS) {
      throw new SpdyException(
          count < 0 ? Flaw.PROTOCOL_VIOLATION : Flaw.TOO_LARGE, "block has too many headers");
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String name = text(block);
      String values = text(block);
      int first = values.indexOf('\0');
      headers.putIfAbsent(name, first < 0 ? values : values.substring(0, first));
    }
    return headers;
  }

  private static String text(ByteBuffer block) throws SpdyException {
    int length = block.remaining() < 4 ? -1 : block.getInt();
    if (length < 0 || length > block.remaining()) {
      throw new SpdyException(Flaw.PROTOCOL_VIOLATION, "header is longer than its block");
    }
    byte[] text = new byte[length];
    block.get(text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  void close() {
    closed = true;
    inflater.end();
  }
}
