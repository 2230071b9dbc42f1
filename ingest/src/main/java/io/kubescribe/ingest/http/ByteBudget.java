package io.kubescribe.ingest.http;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How many bytes of bodies may be in memory at once, as a share of a larger budget or by itself.
/// Safe for use by many threads.
final class ByteBudget {
  private final long limit;
  private final @Nullable ByteBudget whole;
  private final AtomicLong used = new AtomicLong();

  ByteBudget(long limit) {
    this(limit, null);
  }

  private ByteBudget(long limit, @Nullable ByteBudget whole) {
    this.limit = limit;
    this.whole = whole;
  }

  /// A part of this budget that never takes more than the limit, so that it leaves room for others.
  ByteBudget share(long most) {
    return new ByteBudget(most, this);
  }

  /// Takes bytes, all or none, without waiting.
  boolean tryReserve(long bytes) {
    if (used.addAndGet(bytes) > limit) {
      used.addAndGet(-bytes);
      return false;
    }
    if (whole != null && !whole.tryReserve(bytes)) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
    if (whole != null) {
      whole.release(bytes);
    }
  }

  long used() {
    return used.get();
  }
}
