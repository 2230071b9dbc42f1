package io.kubescribe.core.store;

/// What became of one appended event.
public enum AppendOutcome {
  ADDED,
  /// The same event is already here; nothing changed.
  DUPLICATE
}
