package io.kubescribe.ingest.file;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Bodies under way: a few at once, and of bounded size together. [#submit] and [#land] from one
/// thread.
final class Flight implements AutoCloseable {
  private static final int MOST_BODIES = 4;

  /// Of all bodies, so that the largest one fits.
  private static final int MOST_KIB = 96 << 10;

  /// What is done with a body.
  @FunctionalInterface
  interface Sending {
    void send() throws ImportFailedException, InterruptedException;
  }

  private final Semaphore bodies = new Semaphore(MOST_BODIES);
  private final Semaphore memory = new Semaphore(MOST_KIB);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("import-", 0).factory());

  /// Waits for room, then sends in the background.
  ///
  /// @throws ImportFailedException if an earlier body has failed
  void submit(long bytes, Sending sending) throws ImportFailedException, InterruptedException {
    int kib = (int) Math.min(MOST_KIB, bytes / 1024 + 1);
    bodies.acquire();
    memory.acquire(kib);
    throwIfFailed();
    threads.execute(() -> {
      try {
        sending.send();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        failure.compareAndSet(null, e);
      } catch (ImportFailedException | RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      } finally {
        memory.release(kib);
        bodies.release();
      }
    });
  }

  /// Waits until all have arrived.
  ///
  /// @throws ImportFailedException if one has failed
  void land() throws ImportFailedException, InterruptedException {
    bodies.acquire(MOST_BODIES);
    bodies.release(MOST_BODIES);
    throwIfFailed();
  }

  private void throwIfFailed() throws ImportFailedException {
    Throwable cause = failure.get();
    if (cause instanceof ImportFailedException known) {
      throw known;
    }
    if (cause != null) {
      throw new RejectedExecutionException("a body could not be sent", cause);
    }
  }

  /// Gives up what is under way.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
