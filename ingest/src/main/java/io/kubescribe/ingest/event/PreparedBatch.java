package io.kubescribe.ingest.event;

import java.util.List;

/// What became of a body; with neither events nor pieces it was empty.
///
/// @param events in the order of the body
/// @param quarantined in the order of the body
public record PreparedBatch(List<PreparedEvent> events, List<QuarantinedPiece> quarantined) {
  public PreparedBatch {
    events = List.copyOf(events);
    quarantined = List.copyOf(quarantined);
  }

  /// Whether the body held nothing to keep.
  public boolean isEmpty() {
    return events.isEmpty() && quarantined.isEmpty();
  }
}
