package io.kubescribe.core.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Counts of events by time.
///
/// @param interval width of every bucket
/// @param buckets in order of time, without holes
public record Histogram(Duration interval, List<Bucket> buckets) {
  /// One bucket: `[start, start + interval)`, starts are multiples of the interval since the epoch.
  ///
  /// @param by counts by value of the splitting field; empty without one
  public record Bucket(Instant start, long count, Map<String, Long> by) {
    public Bucket {
      by = Map.copyOf(by);
    }
  }

  /// The widths that are used: those that a person reads easily.
  public static final List<Duration> INTERVALS =
      List.of(
          Duration.ofMillis(1),
          Duration.ofMillis(10),
          Duration.ofMillis(100),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28),
          Duration.ofDays(364),
          Duration.ofDays(3640));

  public Histogram {
    buckets = List.copyOf(buckets);
  }

  /// The smallest width that covers `[first, last]` with at most `maxBuckets` buckets, or the
  /// widest.
  public static Duration intervalFor(Instant first, Instant last, int maxBuckets) {
    for (Duration interval : INTERVALS) {
      long millis = interval.toMillis();
      long buckets =
          Math.floorDiv(last.toEpochMilli(), millis)
              - Math.floorDiv(first.toEpochMilli(), millis)
              + 1;
      if (buckets <= maxBuckets) {
        return interval;
      }
    }
    return INTERVALS.getLast();
  }
}
