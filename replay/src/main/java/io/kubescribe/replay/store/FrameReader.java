package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads the frames of one chunk in their order. For one thread.
final class FrameReader {
  private final ByteBuffer bytes;
  private long sequence;
  private long nanos;

  FrameReader(Chunk chunk) {
    bytes = ByteBuffer.wrap(chunk.frames());
    sequence = chunk.span().firstSequence();
    nanos = chunk.span().firstNanos();
  }

  /// @return null after the last
  @Nullable Frame next() throws CorruptDataException {
    if (!bytes.hasRemaining()) {
      return null;
    }
    try {
      int type = bytes.get() & 0xff;
      sequence += zigzag();
      nanos += zigzag();
      long length = varint();
      if (length < 0 || length > bytes.remaining() || sequence < 0 || nanos < 0) {
        throw new CorruptDataException("frame can't be read");
      }
      byte[] payload = new byte[(int) length];
      bytes.get(payload);
      return new Frame(type, sequence, nanos, payload);
    } catch (BufferUnderflowException e) {
      throw new CorruptDataException("frame is cut", e);
    }
  }

  private long zigzag() throws CorruptDataException {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() throws CorruptDataException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptDataException("number of a frame is too long");
  }
}
