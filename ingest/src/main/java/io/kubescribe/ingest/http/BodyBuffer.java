package io.kubescribe.ingest.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// A body in memory, every byte of its array taken from a budget until it is closed. Used by one
/// thread at a time.
final class BodyBuffer implements AutoCloseable {
  private static final int FIRST_GROWTH = 64 << 10;

  private final ByteBudget budget;
  private final int limit;
  private byte[] array = new byte[0];
  private int size;
  private boolean closed;

  /// @param limit the largest body in bytes
  BodyBuffer(ByteBudget budget, int limit) {
    this.budget = budget;
    this.limit = limit;
  }

  /// Makes room for so many bytes in all, so that filling it copies nothing.
  void expect(long bytes) throws RefusedException {
    if (bytes > limit) {
      throw new RefusedException(Refusal.TOO_LARGE);
    }
    if (bytes > array.length) {
      resize((int) bytes);
    }
  }

  void append(ByteBuf bytes) throws RefusedException {
    int length = bytes.readableBytes();
    makeRoom(length);
    bytes.readBytes(array, size, length);
    size += length;
  }

  void append(byte[] bytes, int length) throws RefusedException {
    makeRoom(length);
    System.arraycopy(bytes, 0, array, size, length);
    size += length;
  }

  private void makeRoom(int length) throws RefusedException {
    if (length > limit - size) {
      throw new RefusedException(Refusal.TOO_LARGE);
    }
    if (size + length > array.length) {
      long doubled = Math.max(FIRST_GROWTH, 2L * array.length);
      resize((int) Math.min(limit, Math.max(doubled, size + length)));
    }
  }

  private void resize(int capacity) throws RefusedException {
    if (!budget.tryReserve(capacity)) {
      throw new RefusedException(Refusal.NO_ROOM);
    }
    int before = array.length;
    array = Arrays.copyOf(array, capacity);
    budget.release(before);
  }

  int limit() {
    return limit;
  }

  int size() {
    return size;
  }

  /// The first [#size] bytes are the body; not copied.
  byte[] array() {
    return array;
  }

  /// The body in an array of just its length, which must not be kept after [#close].
  byte[] exact() throws RefusedException {
    if (array.length != size) {
      resize(size);
    }
    return array;
  }

  /// Gives the bytes back to the budget. Idempotent.
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      budget.release(array.length);
      array = new byte[0];
      size = 0;
    }
  }
}
