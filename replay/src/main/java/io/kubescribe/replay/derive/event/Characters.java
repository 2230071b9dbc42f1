package io.kubescribe.replay.derive.event;

import io.kubescribe.replay.terminal.Utf8Decoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Decodes one stream, record by record.
final class Characters {
  private final Utf8Decoder decoder = new Utf8Decoder();

  Characters() {}

  /// Goes on with a character that has begun.
  Characters(ByteBuffer partial) {
    byte[] bytes = new byte[partial.remaining()];
    partial.get(bytes);
    decode(bytes);
  }

  /// What is whole by now.
  String decode(byte[] bytes) {
    if (!decoder.isPartial() && isAscii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(bytes.length);
    decoder.decode(bytes, 0, bytes.length, text);
    return text.toString();
  }

  /// U+FFFD for a character that has begun and will not end, else nothing.
  String end() {
    StringBuilder text = new StringBuilder();
    decoder.end(text);
    return text.toString();
  }

  ByteBuffer partial() {
    return ByteBuffer.wrap(decoder.partial());
  }

  private static boolean isAscii(byte[] bytes) {
    int all = 0;
    for (byte octet : bytes) {
      all |= octet;
    }
    return all >= 0;
  }
}
