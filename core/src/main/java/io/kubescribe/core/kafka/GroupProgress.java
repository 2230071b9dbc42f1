package io.kubescribe.core.kafka;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Figures of a [GroupLoop]. Safe for use by many threads.
final class GroupProgress {
  private final AtomicLong skipped = new AtomicLong();
  private volatile long lag;
  private volatile @Nullable Instant oldest;

  void skip(long records) {
    skipped.addAndGet(records);
  }

  void at(long behind, @Nullable Instant oldestUnsettled) {
    lag = behind;
    oldest = oldestUnsettled;
  }

  long skipped() {
    return skipped.get();
  }

  long lag() {
    return lag;
  }

  @Nullable Instant oldest() {
    return oldest;
  }
}
