package io.kubescribe.ingest.recording;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Hides what was typed and keeps how: each byte but control characters becomes `*`.
final class InputMask {
  private static final int DELETE = 0x7f;

  private InputMask() {}

  /// @param bytes all are read
  static ByteBuf masked(ByteBuf bytes) {
    byte[] masked = new byte[bytes.readableBytes()];
    bytes.readBytes(masked);
    for (int i = 0; i < masked.length; i++) {
      int value = masked[i] & 0xff;
      if (value >= ' ' && value != DELETE) {
        masked[i] = '*';
      }
    }
    return Unpooled.wrappedBuffer(masked);
  }
}
