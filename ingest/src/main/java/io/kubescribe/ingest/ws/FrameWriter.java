package io.kubescribe.ingest.ws;

import io.netty.buffer.ByteBuf;

/// Writes frames of a server: whole messages, not masked.
final class FrameWriter {
  private static final int FIN = 0x80;
  private static final int MAX_SHORT = 125;
  private static final int MAX_16 = 0xffff;

  private FrameWriter() {}

  static void write(ByteBuf out, int opcode, byte[] payload) {
    out.writeByte(FIN | opcode);
    if (payload.length <= MAX_SHORT) {
      out.writeByte(payload.length);
    } else if (payload.length <= MAX_16) {
      out.writeByte(126).writeShort(payload.length);
    } else {
      out.writeByte(127).writeLong(payload.length);
    }
    out.writeBytes(payload);
  }

  static void close(ByteBuf out) {
    write(out, FrameHeader.CLOSE, new byte[] {0x03, (byte) 0xe8});
  }
}
