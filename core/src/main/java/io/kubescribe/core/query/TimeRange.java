package io.kubescribe.core.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A half-open range of time, microsecond precision.
///
/// @param from first instant that belongs to it, null for open
/// @param to first instant that no longer belongs to it, null for open
public record TimeRange(@Nullable Instant from, @Nullable Instant to) {
  public static final TimeRange ALL = new TimeRange(null, null);

  /// @throws IllegalArgumentException if it ends before it begins
  public TimeRange {
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException(
          "time range ends (" + to + ") before it begins (" + from + ")");
    }
  }
}
