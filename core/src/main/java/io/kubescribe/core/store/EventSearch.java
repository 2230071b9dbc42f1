package io.kubescribe.core.store;

import org.jspecify.annotations.Nullable;

/// A search for one page.
///
/// @param limit 1-1000
/// @param cursor [EventPage#next()] of the page before, null for the first; pages stay stable while
///   new events arrive
public record EventSearch(Selection selection, Order order, int limit, @Nullable String cursor) {
  /// Order by (timestamp, position in the log).
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /// @throws IllegalArgumentException if the limit is out of range
  public EventSearch {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1-1000, was " + limit);
    }
  }
}
