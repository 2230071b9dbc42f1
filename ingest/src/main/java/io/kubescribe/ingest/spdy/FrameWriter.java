package io.kubescribe.ingest.spdy;

import io.netty.buffer.ByteBuf;

/// Writes frames that need no compression.
final class FrameWriter {
  private static final int CONTROL = 0x8003_0000;

  private FrameWriter() {}

  static void data(ByteBuf out, int stream, byte[] bytes, boolean fin) {
    out.writeInt(stream).writeByte(fin ? ControlFrame.FIN : 0).writeMedium(bytes.length);
    out.writeBytes(bytes);
  }

  /// @param lastStream the last stream of the peer that was taken
  static void goaway(ByteBuf out, int lastStream) {
    out.writeInt(CONTROL | ControlFrame.GOAWAY).writeInt(8).writeInt(lastStream).writeInt(0);
  }

  static void ping(ByteBuf out, int id) {
    out.writeInt(CONTROL | ControlFrame.PING).writeInt(4).writeInt(id);
  }
}
