package io.kubescribe.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells which of many equal messages is due, one in an interval, so that whoever causes them can't
/// fill the disk. Safe for use by many threads.
///
/// @param <K> what makes messages equal
public final class Repetitions<K> {
  /// What [#next] returns for a message that is not due.
  public static final long NOT_DUE = -1;

  private static final class Seen {
    final Instant shown;
    long suppressed;

    Seen(Instant shown) {
      this.shown = shown;
    }
  }

  private final Duration interval;
  private final int most;
  private final InstantSource clock;
  private final Map<K, Seen> byKey = new LinkedHashMap<>();

  /// @param most keys that are remembered; past it the one shown longest ago is forgotten
  public Repetitions(Duration interval, int most, InstantSource clock) {
    this.interval = interval;
    this.most = most;
    this.clock = clock;
  }

  /// Counts one message.
  ///
  /// @return how many were suppressed since the last that was due, or [#NOT_DUE]
  public synchronized long next(K key) {
    Instant now = clock.instant();
    Seen seen = byKey.get(key);
    if (seen != null && now.isBefore(seen.shown.plus(interval))) {
      seen.suppressed++;
      return NOT_DUE;
    }
    byKey.remove(key);
    if (byKey.size() >= most) {
      byKey.remove(byKey.keySet().iterator().next());
    }
    byKey.put(key, new Seen(now));
    return seen == null ? 0 : seen.suppressed;
  }
}
