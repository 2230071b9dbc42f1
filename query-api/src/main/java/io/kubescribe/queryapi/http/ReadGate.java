package io.kubescribe.queryapi.http;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds how many reads the store does at once: requests run on virtual threads, which bound
/// nothing. Safe for use by many threads.
final class ReadGate {
  private static final long PATIENCE_SECONDS = 5;

  /// Something that the store does.
  @FunctionalInterface
  interface Read<T> {
    T run() throws IOException;
  }

  private final Semaphore places;

  ReadGate(int places) {
    this.places = new Semaphore(places, true);
  }

  /// @throws ApiException 503 if there was no place for 5 s
  <T> T read(Read<T> read) throws IOException, InterruptedException {
    if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new ApiException(ErrorCode.BUSY, "too many searches at once: try again");
    }
    try {
      return read.run();
    } finally {
      places.release();
    }
  }
}
