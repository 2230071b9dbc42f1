package io.kubescribe.ingest.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Counts recordings that have ended and are on their way to the log. Safe for use by many threads.
final class Endings {
  private int pending;

  /// @param durable completes when the recording is, or is given up
  synchronized void add(CompletableFuture<Void> durable) {
    pending++;
    var _ = durable.whenComplete((_, _) -> done());
  }

  private synchronized void done() {
    pending--;
    notifyAll();
  }

  /// Waits for them, at most for the limit. What is missing then shows in the recording: it has no
  /// end.
  synchronized void await(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (pending > 0) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return;
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
