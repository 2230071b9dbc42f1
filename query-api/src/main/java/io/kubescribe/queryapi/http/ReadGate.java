package io.kubescribe.queryapi.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds how many reads the store does at once: requests run on virtual threads, which bound
/// nothing. Safe for use by many threads.
final class ReadGate {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Something that the store does.
  @FunctionalInterface
  interface Read<T> {
    T run() throws IOException;
  }

  private final Semaphore places;
  private final Duration patience;

  ReadGate(int places) {
    this(places, PATIENCE);
  }

  /// @param patience how long a read waits for a place
  ReadGate(int places, Duration patience) {
    this.places = new Semaphore(places, true);
    this.patience = patience;
  }

  /// @throws ApiException 503 if there was no place in time
  <T> T read(Read<T> read) throws IOException, InterruptedException {
    if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ApiException(ErrorCode.BUSY, "too many searches at once: try again");
    }
    try {
      return read.run();
    } finally {
      places.release();
    }
  }
}
