package io.kubescribe.core.derived;

import io.kubescribe.core.store.Count;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of sessions.
///
/// @param next cursor of the next page, null after the last
/// @param total how many sessions fulfil the query
public record SessionPage(List<SessionSummary> sessions, @Nullable String next, Count total) {
  public SessionPage {
    sessions = List.copyOf(sessions);
  }
}
