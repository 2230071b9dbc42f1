package io.kubescribe.ingest.recording;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes that all best-effort sessions together may have waiting. Safe for use by many threads.
final class ByteBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  ByteBudget(long limit) {
    this.limit = limit;
  }

  boolean take(int bytes) {
    if (used.addAndGet(bytes) > limit) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void give(int bytes) {
    used.addAndGet(-bytes);
  }
}
