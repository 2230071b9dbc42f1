package io.kubescribe.core.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a search.
///
/// @param next cursor of the next page, null after the last
/// @param total how many events are selected in all; exact up to 10,000
public record EventPage(List<StoredEvent> events, @Nullable String next, Count total) {
  public EventPage {
    events = List.copyOf(events);
  }
}
