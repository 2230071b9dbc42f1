package io.kubescribe.ingest.kafka;

import io.kubescribe.ingest.event.PreparedBatch;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Splits bodies within a time, a few at once, and within so many bytes: one that is given up holds
/// its body until it notices, when the receiver's budget counts it no more. Safe for use by many
/// threads.
///
/// Splitting uses the processor alone: more of it at once than there are processors makes each body
/// later and none sooner, so that all would miss their time together.
final class Preparations implements AutoCloseable {
  /// Four of the largest bodies.
  static final int MOST_BYTES = 256 << 20;

  // On virtual threads a few large bodies would hold up all.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("prepare-", 0).factory());
  private final int mostBytes;
  private final Semaphore bytes;
  private final Semaphore turns;

  /// @param mostBytes of all bodies that are split or wait for their turn
  /// @param mostAtOnce bodies that are split at the same time
  Preparations(int mostBytes, int mostAtOnce) {
    this.mostBytes = mostBytes;
    this.bytes = new Semaphore(mostBytes);
    this.turns = new Semaphore(mostAtOnce, true);
  }

  /// @param length of the body in bytes
  /// @param turnUntil how long to wait for a turn, as of `System.nanoTime()`
  /// @param until when to give up, of the same clock
  /// @param waits whether to wait for room; else there is no batch when there is none
  /// @return empty if it takes too long
  Optional<PreparedBatch> prepare(
      Callable<PreparedBatch> work, int length, long turnUntil, long until, boolean waits)
      throws ExecutionException, InterruptedException {
    int needed = Math.min(length, mostBytes);
    if (!bytes.tryAcquire(needed, waits ? left(until) : 0, TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    boolean handedOver = false;
    try {
      if (!turns.tryAcquire(left(turnUntil), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      try {
        FutureTask<PreparedBatch> task = new FutureTask<>(work);
        threads.execute(() -> {
          try {
            task.run();
          } finally {
            turns.release();
            bytes.release(needed);
          }
        });
        handedOver = true;
        return await(task, until);
      } finally {
        if (!handedOver) {
          turns.release();
        }
      }
    } finally {
      if (!handedOver) {
        bytes.release(needed);
      }
    }
  }

  private static Optional<PreparedBatch> await(FutureTask<PreparedBatch> task, long until)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(task.get(left(until), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } finally {
      task.cancel(true);
    }
  }

  private static long left(long until) {
    return Math.max(0, until - System.nanoTime());
  }

  /// Interrupts what is under way.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
