package io.kubescribe.replay.store;

import java.nio.ByteBuffer;

/// Which frames are in a chunk.
///
/// @param count how many
record Span(int count, long firstSequence, long lastSequence, long firstNanos, long lastNanos) {
  static final int SIZE = 36;

  ByteBuffer encode() {
    return ByteBuffer.allocate(SIZE)
        .putInt(count)
        .putLong(firstSequence)
        .putLong(lastSequence)
        .putLong(firstNanos)
        .putLong(lastNanos)
        .flip();
  }
}
