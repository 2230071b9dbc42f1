package io.kubescribe.replay.store;

import java.io.ByteArrayOutputStream;

/// Frames of a chunk that is not closed yet. For one thread.
final class FrameWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int frames;
  private long firstSequence;
  private long firstNanos;
  private long lastSequence;
  private long lastNanos;

  void add(Frame frame) {
    if (frames == 0) {
      firstSequence = frame.sequence();
      firstNanos = frame.nanos();
      lastSequence = firstSequence;
      lastNanos = firstNanos;
    }
    bytes.write(frame.type());
    zigzag(frame.sequence() - lastSequence);
    zigzag(frame.nanos() - lastNanos);
    varint(frame.payload().length);
    bytes.writeBytes(frame.payload());
    lastSequence = frame.sequence();
    lastNanos = frame.nanos();
    frames++;
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  boolean isEmpty() {
    return frames == 0;
  }

  /// Bytes of the frames so far.
  int size() {
    return bytes.size();
  }

  /// Closes the chunk; the writer is empty then.
  Chunk take() {
    Chunk chunk =
        new Chunk(
            new Span(frames, firstSequence, lastSequence, firstNanos, lastNanos),
            bytes.toByteArray());
    bytes.reset();
    frames = 0;
    return chunk;
  }
}
