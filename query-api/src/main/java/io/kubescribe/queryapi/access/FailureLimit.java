package io.kubescribe.queryapi.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts failed sign-ins for each address. Right credentials are never counted or refused, so that
/// nobody is locked out by another process on the same address. Safe for use by many threads.
final class FailureLimit {
  static final int MOST_FAILURES = 10;
  static final Duration WINDOW = Duration.ofMinutes(1);

  /// Addresses that are remembered; past it the oldest is forgotten.
  static final int MOST_ADDRESSES = 10_000;

  private record Failures(Instant since, int count) {}

  private final InstantSource clock;
  private final Map<String, Failures> byAddress = new LinkedHashMap<>();

  FailureLimit(InstantSource clock) {
    this.clock = clock;
  }

  /// Counts one failure.
  ///
  /// @return whether there were too many within a minute
  synchronized boolean failed(String address) {
    Instant now = clock.instant();
    Failures before = byAddress.remove(address);
    Failures failures =
        before == null || !now.isBefore(before.since().plus(WINDOW))
            ? new Failures(now, 1)
            : new Failures(before.since(), before.count() + 1);
    if (byAddress.size() >= MOST_ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
    byAddress.put(address, failures);
    return failures.count() > MOST_FAILURES;
  }
}
