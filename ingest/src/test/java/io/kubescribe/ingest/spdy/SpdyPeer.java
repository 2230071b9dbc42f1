package io.kubescribe.ingest.spdy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/// Writes the frames of one end of a connection.
final class SpdyPeer {
  private final Deflater deflater = new Deflater();

  SpdyPeer() {
    SpdyDictionary.giveTo(deflater);
  }

  byte[] open(int stream, String... headers) {
    ByteBuf payload = Unpooled.buffer().writeInt(stream).writeInt(0).writeShort(0);
    return control(1, 0, payload.writeBytes(block(headers)));
  }

  byte[] reply(int stream) {
    return control(2, 0, Unpooled.buffer().writeInt(stream).writeBytes(block()));
  }

  byte[] headers(int stream, String... headers) {
    return control(8, 0, Unpooled.buffer().writeInt(stream).writeBytes(block(headers)));
  }

  /// Opens the streams of an exec in the order in which they are named.
  byte[] openAll(String... types) {
    ByteBuf all = Unpooled.buffer();
    for (int i = 0; i < types.length; i++) {
      all.writeBytes(open(2 * i + 1, "streamtype", types[i]));
    }
    return ByteBufUtil.getBytes(all);
  }

  private byte[] block(String... headers) {
    ByteBuf block = Unpooled.buffer().writeInt(headers.length / 2);
    for (String text : headers) {
      block.writeInt(text.length()).writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return compressed(ByteBufUtil.getBytes(block));
  }

  byte[] compressed(byte[] block) {
    deflater.setInput(block);
    byte[] out = new byte[block.length + 4_096];
    return Arrays.copyOf(out, deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH));
  }

  static byte[] control(int type, int flags, ByteBuf payload) {
    ByteBuf frame = Unpooled.buffer().writeShort(0x8003).writeShort(type).writeByte(flags);
    return ByteBufUtil.getBytes(frame.writeMedium(payload.readableBytes()).writeBytes(payload));
  }

  static byte[] data(int stream, String text) {
    return data(stream, 0, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static byte[] data(int stream, int flags, byte[] bytes) {
    ByteBuf frame = Unpooled.buffer().writeInt(stream).writeByte(flags);
    return ByteBufUtil.getBytes(frame.writeMedium(bytes.length).writeBytes(bytes));
  }

  static byte[] fin(int stream) {
    return data(stream, 1, new byte[0]);
  }

  static byte[] reset(int stream) {
    return control(3, 0, Unpooled.buffer().writeInt(stream).writeInt(5));
  }

  static byte[] ping(int id) {
    return control(6, 0, Unpooled.buffer().writeInt(id));
  }
}
