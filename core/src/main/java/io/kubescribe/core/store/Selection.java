package io.kubescribe.core.store;

import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;

/// Which events a read is about: those that fulfil `query` (already restricted to the caller's
/// scope) within `range`.
public record Selection(Query query, TimeRange range) {
  public static final Selection ALL = new Selection(new Query.All(), TimeRange.ALL);
}
