package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.http.Wire;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The server's side of a WebSocket as kube-apiserver has it: no extensions, reserved bits are
/// ignored, text counts as binary, and each frame of the client is a message. One thread reads,
/// many may write.
final class WebSocketFrames {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  static final int NORMAL = 1000;
  static final int PROTOCOL_ERROR = 1002;

  private static final int MAX_CONTROL = 125;
  private static final int MAX_FRAME = 32 << 20;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int SHORT_FORM = 126;
  private static final int LONG_FORM = 127;

  private final Wire wire;
  private final DataInputStream in;
  private final byte[] mask = new byte[4];
  private int maskPosition;
  private int left;

  WebSocketFrames(Wire wire) {
    this.wire = wire;
    this.in = new DataInputStream(wire.input());
  }

  /// Goes to the next frame with data; pings are answered, and what was left of the last frame is
  /// skipped.
  ///
  /// @return its length in bytes, or -1 when the client has closed or broken the protocol
  int next() throws IOException {
    byte[] rest = new byte[4096];
    while (left > 0) {
      read(rest, 0, rest.length);
    }
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        if (!readLength()) {
          close(PROTOCOL_ERROR);
          return -1;
        }
        if (opcode < CLOSE) {
          return left;
        }
        if (left > MAX_CONTROL || !control(opcode)) {
          return -1;
        }
      }
    } catch (EOFException e) {
      return -1;
    }
  }

  private boolean readLength() throws IOException {
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == SHORT_FORM) {
      length = in.readUnsignedShort();
    } else if (length == LONG_FORM) {
      length = in.readLong();
    }
    if ((second & MASKED) == 0 || length < 0 || length > MAX_FRAME) {
      return false;
    }
    in.readFully(mask);
    maskPosition = 0;
    left = (int) length;
    return true;
  }

  private boolean control(int opcode) throws IOException {
    byte[] payload = new byte[left];
    int filled = 0;
    while (left > 0) {
      filled += read(payload, filled, left);
    }
    if (opcode == PING) {
      write(PONG, payload, 0, filled);
    } else if (opcode == CLOSE) {
      close(NORMAL);
      return false;
    }
    return true;
  }

  /// Reads on in the frame, unmasked.
  ///
  /// @return bytes read; 0 at the frame's end
  int read(byte[] target, int offset, int length) throws IOException {
    int most = Math.min(length, left);
    if (most == 0) {
      return 0;
    }
    int count = in.read(target, offset, most);
    if (count < 0) {
      throw new EOFException("the client has gone in a frame");
    }
    for (int i = offset; i < offset + count; i++) {
      target[i] ^= mask[maskPosition++ & 3];
    }
    left -= count;
    return count;
  }

  /// What is left of the frame.
  byte[] rest() throws IOException {
    byte[] all = new byte[left];
    int filled = 0;
    while (left > 0) {
      filled += read(all, filled, left);
    }
    return all;
  }

  void write(int opcode, byte[] payload, int offset, int length) throws IOException {
    wire.write(head(opcode, length, null), payload, offset, length);
  }

  /// A binary message that begins with a channel's byte.
  void writeChannel(int channel, byte[] payload, int offset, int length) throws IOException {
    wire.write(head(BINARY, length + 1, (byte) channel), payload, offset, length);
  }

  private static byte[] head(int opcode, int length, @Nullable Byte first) {
    ByteBuffer head = ByteBuffer.allocate(11);
    head.put((byte) (FIN | opcode));
    if (length < SHORT_FORM) {
      head.put((byte) length);
    } else if (length <= 0xffff) {
      head.put((byte) SHORT_FORM).putShort((short) length);
    } else {
      head.put((byte) LONG_FORM).putLong(length);
    }
    if (first != null) {
      head.put(first);
    }
    byte[] bytes = new byte[head.position()];
    head.flip().get(bytes);
    return bytes;
  }

  /// Sends the close frame and closes the connection.
  void close(int code) {
    try {
      write(CLOSE, new byte[] {(byte) (code >> 8), (byte) code}, 0, 2);
    } catch (IOException e) {
      // The client has closed first.
    }
    wire.close();
  }

  void reset() {
    wire.reset();
  }

  /// Drops what still comes.
  void stopReading() throws IOException {
    wire.input().close();
  }
}
