package io.kubescribe.ingest.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/// Writes frames as a client does: masked. Also those of a server with several fragments.
final class ClientFrames {
  private static final int MASK = 0xf55daa96;

  private ClientFrames() {}

  static byte[] binary(int channel, String text) {
    return frame(0x82, payload(channel, text));
  }

  static byte[] payload(int channel, String text) {
    byte[] payload = new byte[1 + text.length()];
    payload[0] = (byte) channel;
    System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, payload, 1, text.length());
    return payload;
  }

  /// @param first the frame's first byte
  static byte[] frame(int first, byte[] payload) {
    ByteBuf out = head(first, payload.length, true);
    out.writeInt(MASK);
    for (int i = 0; i < payload.length; i++) {
      out.writeByte(payload[i] ^ (MASK >>> (24 - 8 * (i & 3))));
    }
    return ByteBufUtil.getBytes(out);
  }

  static byte[] server(int first, byte[] payload) {
    return ByteBufUtil.getBytes(head(first, payload.length, false).writeBytes(payload));
  }

  private static ByteBuf head(int first, int length, boolean masked) {
    ByteBuf out = Unpooled.buffer().writeByte(first);
    int flag = masked ? 0x80 : 0;
    if (length < 126) {
      out.writeByte(flag | length);
    } else if (length <= 0xffff) {
      out.writeByte(flag | 126).writeShort(length);
    } else {
      out.writeByte(flag | 127).writeLong(length);
    }
    return out;
  }
}
