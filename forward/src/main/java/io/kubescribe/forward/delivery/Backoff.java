package io.kubescribe.forward.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before a request is made again: at random between nothing and a bound that
/// doubles with each attempt ("full jitter"), so that senders don't come back together.
///
/// @param first bound after the first failure
/// @param longest the largest bound
public record Backoff(Duration first, Duration longest) {
  public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  /// Past this many doublings every bound is the largest.
  private static final int MOST_DOUBLINGS = 30;

  /// @param attempts that failed, 1 at least
  Duration next(int attempts, RandomGenerator random) {
    long bound = first.toNanos() << Math.min(attempts - 1, MOST_DOUBLINGS);
    long capped = bound < 0 ? longest.toNanos() : Math.min(bound, longest.toNanos());
    return Duration.ofNanos(random.nextLong(Math.max(1, capped)));
  }
}
