package io.kubescribe.core.derived;

import io.kubescribe.core.store.Selection;
import org.jspecify.annotations.Nullable;

/// A search for one page.
///
/// @param limit 1-1000
/// @param cursor `next` of the page before, null for the first; pages stay stable while new
///   documents arrive
public record SessionQuery(Selection selection, int limit, @Nullable String cursor) {
  /// The largest page.
  public static final int MAX_LIMIT = 1000;

  /// @throws IllegalArgumentException if the limit is out of range
  public SessionQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1-1000, was " + limit);
    }
  }
}
