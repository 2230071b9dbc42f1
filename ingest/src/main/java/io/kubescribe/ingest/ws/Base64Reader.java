package io.kubescribe.ingest.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/// Decodes one message's base64 after the other, cut anywhere, as the server does: the standard
/// alphabet with padding, line ends ignored.
final class Base64Reader {
  private static final byte[] VALUES = values();
  private static final int NONE = -1;

  private int bits;
  private int count;
  private int padding;
  private boolean broken;

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) NONE);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }

  /// A new message begins.
  void begin() {
    bits = 0;
    count = 0;
    padding = 0;
    broken = false;
  }

  /// Takes all of the text and gives the bytes that are known by now.
  ByteBuf read(ByteBuf text) {
    byte[] bytes = new byte[text.readableBytes() / 4 * 3 + 3];
    int length = 0;
    while (text.isReadable() && !broken) {
      int next = text.readByte();
      if (next == '\r' || next == '\n') {
        continue;
      }
      if (next == '=' && (count == 2 || count == 3) && padding < 4 - count) {
        padding++;
      } else if (padding > 0 || VALUES[next & 0xff] == NONE) {
        broken = true;
      } else {
        bits = (bits << 6) | VALUES[next & 0xff];
        count++;
        if (count > 1) {
          bytes[length++] = (byte) (bits >> (8 - 2 * count));
        }
        count &= 3;
      }
    }
    text.skipBytes(text.readableBytes());
    return Unpooled.wrappedBuffer(bytes, 0, length);
  }

  /// Whether the message so far ends well.
  boolean isWhole() {
    return !broken && (count == 0 || padding == 4 - count);
  }
}
