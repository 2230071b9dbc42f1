package io.kubescribe.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits on a condition that other threads bring about.
public final class Eventually {
  private static final Duration LOOK = Duration.ofMillis(5);

  private Eventually() {}

  /// What may be true later.
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /// Returns as soon as the condition holds.
  ///
  /// @param otherwise what to tell when it does not hold in time
  /// @return how long it took
  public static Duration within(Duration limit, Condition condition, Supplier<?> otherwise) {
    long start = System.nanoTime();
    try {
      while (!condition.holds()) {
        if (System.nanoTime() - start > limit.toNanos()) {
          throw new AssertionError("not within " + limit + ": " + otherwise.get());
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("the condition could not be checked", e);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
