package io.kubescribe.core.derived;

import io.kubescribe.core.store.Count;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of hits.
///
/// @param next cursor of the next page, null after the last
/// @param sessions how many sessions fulfil the query
public record HitPage(List<Hit> hits, @Nullable String next, Count sessions) {
  public HitPage {
    hits = List.copyOf(hits);
  }
}
