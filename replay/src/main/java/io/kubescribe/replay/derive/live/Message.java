package io.kubescribe.replay.derive.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Builds one message.
final class Message {
  static final int RESET = 0x01;
  static final int END = 0x04;
  static final int NO_THEME = 0;

  private static final byte[] PROTOCOL = {'A', 'L', 'i', 'S', 1};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Message(int type) {
    out.write(type);
  }

  static byte[] protocol() {
    return PROTOCOL.clone();
  }

  /// @param value not negative
  Message number(long value) {
    long rest = value;
    while (rest > 0x7f) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  Message text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
