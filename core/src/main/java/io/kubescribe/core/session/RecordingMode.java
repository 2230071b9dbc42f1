package io.kubescribe.core.session;

/// What goes first when a session can't be recorded.
public enum RecordingMode {
  /// The record: output is released only inside a bounded window, and the session ends otherwise.
  STRICT("strict"),
  /// The session: it goes on, and the gap is itself recorded.
  BEST_EFFORT("bestEffort");

  private final String wireName;

  RecordingMode(String wireName) {
    this.wireName = wireName;
  }

  /// The word in configuration and records.
  public String wireName() {
    return wireName;
  }

  /// The word in records.
  @Override
  public String toString() {
    return wireName;
  }
}
