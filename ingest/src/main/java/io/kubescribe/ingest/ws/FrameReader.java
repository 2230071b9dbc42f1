package io.kubescribe.ingest.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// Tells the frames of one direction apart, cut anywhere; holds no more than a header.
final class FrameReader {
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int SCRATCH = 4_096;

  private final Frames frames;
  private final byte[] head = new byte[14];
  private int headLength;
  private long remaining;
  private boolean inPayload;
  private boolean stopped;
  private FrameHeader header = new FrameHeader(true, 0, 0, false, 0);
  private final byte[] mask = new byte[4];
  private int maskAt;
  private byte[] scratch = new byte[0];

  FrameReader(Frames frames) {
    this.frames = frames;
  }

  /// Takes all of the bytes.
  void read(ByteBuf bytes) {
    while (!stopped && (bytes.isReadable() || (inPayload && remaining == 0))) {
      if (!inPayload) {
        head[headLength++] = bytes.readByte();
        if (headLength >= 2 && headLength == headSize()) {
          begin();
        }
      } else if (remaining == 0) {
        inPayload = false;
        headLength = 0;
        frames.end();
      } else {
        payload(bytes);
      }
    }
    bytes.skipBytes(bytes.readableBytes());
  }

  private int headSize() {
    int length = head[1] & 0x7f;
    int extended = length == LENGTH_16 ? 2 : length == LENGTH_64 ? 8 : 0;
    return 2 + extended + ((head[1] & 0x80) == 0 ? 0 : 4);
  }

  private void begin() {
    boolean masked = (head[1] & 0x80) != 0;
    long length = head[1] & 0x7f;
    int at = 2;
    if (length >= LENGTH_16) {
      int end = length == LENGTH_16 ? 4 : 10;
      length = 0;
      for (; at < end; at++) {
        length = (length << 8) | (head[at] & 0xff);
      }
    }
    if (masked) {
      System.arraycopy(head, at, mask, 0, 4);
      maskAt = 0;
    }
    int first = head[0] & 0xff;
    header = new FrameHeader(first >= 0x80, (first >> 4) & 7, first & 0xf, masked, length);
    remaining = length;
    inPayload = true;
    stopped = !frames.begin(header);
  }

  private void payload(ByteBuf bytes) {
    int piece = (int) Math.min(bytes.readableBytes(), remaining);
    if (header.masked()) {
      piece = Math.min(piece, SCRATCH);
      frames.payload(unmasked(bytes, piece));
    } else {
      frames.payload(bytes.readSlice(piece));
    }
    remaining -= piece;
  }

  private ByteBuf unmasked(ByteBuf bytes, int length) {
    if (scratch.length < length) {
      scratch = new byte[length <= SCRATCH / 8 ? SCRATCH / 8 : SCRATCH];
    }
    bytes.readBytes(scratch, 0, length);
    for (int i = 0; i < length; i++) {
      scratch[i] ^= mask[(maskAt + i) & 3];
    }
    maskAt = (maskAt + length) & 3;
    return Unpooled.wrappedBuffer(scratch, 0, length);
  }

  /// Whether the last byte was the last of a frame.
  boolean atBoundary() {
    return !stopped && !inPayload && headLength == 0;
  }

  /// Whether the header of a frame is known and its payload is not complete.
  boolean inPayload() {
    return !stopped && inPayload;
  }

  /// Bytes missing from the payload of the frame under way.
  long missing() {
    return remaining;
  }

  FrameHeader header() {
    return header;
  }

  /// Reads nothing any more.
  void stop() {
    stopped = true;
  }
}
