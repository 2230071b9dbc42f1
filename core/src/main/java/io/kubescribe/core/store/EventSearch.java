package io.kubescribe.core.store;

import org.jspecify.annotations.Nullable;

/// A search for one page.
///
/// @param limit 1-1000
/// @param maxBytes raw bytes, at least 1: the event with which the page reaches them is its last.
///   So a page has one event at least, and never more than this and one event
/// @param cursor [EventPage#next()] of the page before, null for the first; pages stay stable while
///   new events arrive
public record EventSearch(
    Selection selection, Order order, int limit, long maxBytes, @Nullable String cursor) {
  /// An event can have 64 MiB, and a page of a thousand such would end the process.
  public static final long PAGE_BYTES = 32L << 20;

  /// Order by (timestamp, position in the log).
  public enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST
  }

  /// A page of up to [#PAGE_BYTES].
  public EventSearch(Selection selection, Order order, int limit, @Nullable String cursor) {
    this(selection, order, limit, PAGE_BYTES, cursor);
  }

  /// @throws IllegalArgumentException if a limit is out of range
  public EventSearch {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit must be 1-1000, was " + limit);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, was " + maxBytes);
    }
  }
}
