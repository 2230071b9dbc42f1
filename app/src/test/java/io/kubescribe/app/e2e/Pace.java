package io.kubescribe.app.e2e;

import java.util.concurrent.locks.LockSupport;

/// Holds a sender to a rate.
final class Pace {
  private final int perSecond;
  private final long began = System.nanoTime();

  Pace(int perSecond) {
    this.perSecond = perSecond;
  }

  /// Waits until the event of this number is due.
  void await(int number) {
    long due = began + number * 1_000_000_000L / perSecond;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
