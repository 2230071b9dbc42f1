package io.kubescribe.forward.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Lets requests to one destination through: as many at once as it bears, one at a time to try
/// whether it is back, none while it is paused. Safe for use by many threads.
final class Gate {
  /// Failures in a row, of any requests, after which it counts as away.
  private static final int AWAY = 3;

  private static final long UNTIL_TOLD = Long.MAX_VALUE;

  private final DeliveryPolicy policy;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  private int atOnce;
  private int inside;
  private int goodOnes;
  private int failures;
  private long closedUntil;
  private boolean paused;
  private Signal signal = Signal.GOOD;
  private String message = "";

  Gate(DeliveryPolicy policy, RandomGenerator random, LongSupplier nanoTime) {
    this.policy = policy;
    this.random = random;
    this.nanoTime = nanoTime;
    this.atOnce = policy.requests();
    this.closedUntil = nanoTime.getAsLong();
  }

  /// Waits until a request may be made; [#leave] must follow.
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wait = nanosToWait();
      while (wait > 0) {
        if (wait == UNTIL_TOLD) {
          changed.await();
        } else {
          var _ = changed.await(wait, TimeUnit.NANOSECONDS);
        }
        wait = nanosToWait();
      }
      inside++;
    } finally {
      lock.unlock();
    }
  }

  private long nanosToWait() {
    boolean alone = signal.blocks() || failures >= AWAY;
    if (paused || inside >= (alone ? 1 : atOnce)) {
      return UNTIL_TOLD;
    }
    return Math.max(0, closedUntil - nanoTime.getAsLong());
  }

  /// Notes what came of a request.
  ///
  /// @param attempts of the items so far
  /// @return how long the items that were not taken must wait
  Duration leave(Outcome outcome, int attempts) {
    lock.lock();
    try {
      inside--;
      signal = outcome.signal();
      message = outcome.message();
      return switch (signal) {
        case GOOD -> grow();
        case BUSY -> {
          atOnce = Math.max(1, atOnce / 2);
          yield fail(outcome.retryAfter(), attempts);
        }
        case DOWN -> fail(outcome.retryAfter(), attempts);
        case FULL, ACCESS, SETUP -> {
          failures++;
          yield close(policy.probe());
        }
      };
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /// One more at once after as many good answers as there are at once now.
  private Duration grow() {
    failures = 0;
    if (atOnce < policy.requests() && ++goodOnes >= atOnce) {
      atOnce++;
      goodOnes = 0;
    }
    return Duration.ZERO;
  }

  private Duration fail(@Nullable Duration retryAfter, int attempts) {
    failures++;
    goodOnes = 0;
    if (retryAfter != null) {
      return close(retryAfter);
    }
    Duration wait = policy.backoff().next(Math.max(1, attempts), random);
    return failures >= AWAY ? close(policy.backoff().next(failures - AWAY + 1, random)) : wait;
  }

  private Duration close(Duration wait) {
    closedUntil = Math.max(closedUntil, nanoTime.getAsLong() + wait.toNanos());
    return Duration.ZERO;
  }

  /// A request that was never made.
  void leaveUnused() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void pause() {
    set(true);
  }

  /// Lets requests through again, and tries at once where one was waited for.
  void resume() {
    set(false);
  }

  private void set(boolean nowPaused) {
    lock.lock();
    try {
      paused = nowPaused;
      if (!nowPaused) {
        closedUntil = nanoTime.getAsLong();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  GateState state() {
    lock.lock();
    try {
      return new GateState(paused, signal, failures >= AWAY, message);
    } finally {
      lock.unlock();
    }
  }
}
