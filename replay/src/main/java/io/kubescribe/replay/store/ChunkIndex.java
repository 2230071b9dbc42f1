package io.kubescribe.replay.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Where the chunks of a part are. Three numbers for each, so that a part of six hours stays below
/// half a megabyte. For one thread, until nothing more is added.
final class ChunkIndex {
  /// Bytes of an entry.
  static final int ENTRY = 24;

  private static final int NUMBERS = 3;

  private long[] numbers = new long[NUMBERS * 16];
  private int size;

  ChunkIndex() {}

  ChunkIndex(ChunkIndex other) {
    numbers = Arrays.copyOf(other.numbers, Math.max(NUMBERS, NUMBERS * other.size));
    size = other.size;
  }

  /// @param bytes entries as [#encode] gives them
  static ChunkIndex decode(ByteBuffer bytes) {
    ChunkIndex index = new ChunkIndex();
    while (bytes.remaining() >= ENTRY) {
      index.add(bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
    return index;
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(ENTRY * size);
    for (int i = 0; i < NUMBERS * size; i++) {
      bytes.putLong(numbers[i]);
    }
    return bytes.flip();
  }

  void add(long position, long firstSequence, long firstNanos) {
    if (NUMBERS * size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * numbers.length);
    }
    numbers[NUMBERS * size] = position;
    numbers[NUMBERS * size + 1] = firstSequence;
    // A record that came late has an earlier time than those before it.
    numbers[NUMBERS * size + 2] =
        size == 0 ? firstNanos : Math.max(firstNanos, firstNanos(size - 1));
    size++;
  }

  /// Number of chunks.
  int size() {
    return size;
  }

  long position(int chunk) {
    return numbers[NUMBERS * chunk];
  }

  long firstSequence(int chunk) {
    return numbers[NUMBERS * chunk + 1];
  }

  long firstNanos(int chunk) {
    return numbers[NUMBERS * chunk + 2];
  }

  /// The chunk from which on all frames of that time and later stand; 0 if that is before the
  /// first. Frames of one time may have been parted over two chunks.
  int at(long nanos) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstNanos(middle) < nanos) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.max(low, 0);
  }
}
