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

/// Splits bodies within a time, and within so many bytes: one that is given up holds its body until
/// it notices, when the receiver's budget counts it no more. Safe for use by many threads.
final class Preparations implements AutoCloseable {
  /// Four of the largest bodies.
  static final int MOST_BYTES = 256 << 20;

  // Splitting uses the processor alone; on virtual threads a few large bodies would hold up all.
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("prepare-", 0).factory());
  private final int mostBytes;
  private final Semaphore bytes;

  Preparations(int mostBytes) {
    this.mostBytes = mostBytes;
    this.bytes = new Semaphore(mostBytes);
  }

  /// @param length of the body in bytes
  /// @param until when to give up, as of `System.nanoTime()`
  /// @param waits whether to wait for room; else there is no batch when there is none
  /// @return empty if it takes too long
  Optional<PreparedBatch> prepare(
      Callable<PreparedBatch> work, int length, long until, boolean waits)
      throws ExecutionException, InterruptedException {
    int needed = Math.min(length, mostBytes);
    if (!bytes.tryAcquire(needed, waits ? left(until) : 0, TimeUnit.NANOSECONDS)) {
      return Optional.empty();
    }
    FutureTask<PreparedBatch> task = new FutureTask<>(work);
    try {
      threads.execute(() -> {
        try {
          task.run();
        } finally {
          bytes.release(needed);
        }
      });
    } catch (RuntimeException | Error e) {
      bytes.release(needed);
      throw e;
    }
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
