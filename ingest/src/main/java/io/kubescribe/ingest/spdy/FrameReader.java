package io.kubescribe.ingest.spdy;

import io.kubescribe.core.session.Flaw;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Tells the frames of one direction apart, cut anywhere: spdystream writes each field with a call
/// of its own. Holds at most a control frame, and only as much of it as has come; data passes
/// through.
final class FrameReader {
  static final int MAX_CONTROL = 64 << 10;
  private static final int HEADER = 8;
  private static final int VERSION = 3;

  private final Frames frames;
  private final HeaderBlocks blocks = new HeaderBlocks();
  private final byte[] head = new byte[HEADER];
  private int headLength;
  private byte[] control = new byte[0];
  private int controlLength;
  private int stream;
  private int type;
  private int flags;
  private int length;
  private int remaining;
  private boolean isControl;
  private boolean stopped;

  FrameReader(Frames frames) {
    this.frames = frames;
  }

  /// Takes all of the bytes.
  ///
  /// @throws SpdyException once, when this direction can't be followed any more
  void read(ByteBuf bytes) throws SpdyException {
    try {
      while (bytes.isReadable() && !stopped) {
        if (headLength < HEADER) {
          head(bytes);
        } else if (isControl) {
          control(bytes);
        } else {
          data(bytes);
        }
      }
    } catch (SpdyException e) {
      close();
      throw e;
    }
    bytes.skipBytes(bytes.readableBytes());
  }

  private void head(ByteBuf bytes) throws SpdyException {
    head[headLength++] = bytes.readByte();
    if (headLength < HEADER) {
      return;
    }
    isControl = head[0] < 0;
    flags = head[4] & 0xff;
    length = (head[5] & 0xff) << 16 | (head[6] & 0xff) << 8 | (head[7] & 0xff);
    remaining = length;
    if (isControl) {
      beginControl();
    } else {
      stream =
          (head[0] & 0x7f) << 24
              | (head[1] & 0xff) << 16
              | (head[2] & 0xff) << 8
              | (head[3] & 0xff);
      frames.data(stream, length);
    }
    if (length == 0) {
      end();
    }
  }

  private void beginControl() throws SpdyException {
    int version = (head[0] & 0x7f) << 8 | (head[1] & 0xff);
    type = (head[2] & 0xff) << 8 | (head[3] & 0xff);
    if (version != VERSION) {
      throw new SpdyException(Flaw.PROTOCOL_VIOLATION, "frame of version " + version);
    }
    if (length > MAX_CONTROL) {
      throw new SpdyException(
          Flaw.TOO_LARGE, "control frame of " + length + " bytes, at most 64 KiB are possible");
    }
    if (!ControlFrame.isLength(type, length)) {
      throw new SpdyException(
          Flaw.PROTOCOL_VIOLATION, "frame of type " + type + " has length " + length);
    }
    controlLength = 0;
  }

  private void control(ByteBuf bytes) throws SpdyException {
    int piece = Math.min(bytes.readableBytes(), remaining);
    if (controlLength + piece > control.length) {
      control = Arrays.copyOf(control, Math.min(length, Math.max(64, 2 * (controlLength + piece))));
    }
    bytes.readBytes(control, controlLength, piece);
    controlLength += piece;
    remaining -= piece;
    if (remaining == 0) {
      end();
    }
  }

  private void data(ByteBuf bytes) throws SpdyException {
    int piece = Math.min(bytes.readableBytes(), remaining);
    frames.bytes(stream, bytes.readSlice(piece));
    remaining -= piece;
    if (remaining == 0) {
      end();
    }
  }

  private void end() throws SpdyException {
    headLength = 0;
    if (!isControl) {
      if ((flags & ControlFrame.FIN) != 0) {
        frames.fin(stream);
      }
    } else if (ControlFrame.isKnown(type)) {
      frames.control(ControlFrame.of(type, flags, control, controlLength, blocks));
    } else {
      frames.unknown(type);
    }
    control = new byte[0];
  }

  /// Whether the last byte was the last of a frame.
  boolean atBoundary() {
    return !stopped && headLength == 0;
  }

  /// Whether the header of a data frame is known and its bytes are not complete.
  boolean inData() {
    return !stopped && headLength == HEADER && !isControl;
  }

  /// Bytes missing from the data frame under way.
  int missing() {
    return remaining;
  }

  /// Reads nothing any more.
  void close() {
    stopped = true;
    blocks.close();
  }
}
