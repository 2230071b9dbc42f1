package io.kubescribe.core.access;

/// What a principal may do. A route names the one it needs.
public enum Right {
  /// Search and aggregate audit events.
  SEARCH("search"),
  /// See an event's exact bytes.
  RAW("raw"),
  /// Load events and see the progress of loading.
  IMPORT("import"),
  /// See what is redacted or quarantined.
  REVEAL("reveal"),
  /// List sessions, replay recordings and watch live ones.
  REPLAY("replay"),
  /// End sessions of others.
  END("end"),
  /// See and change how the product runs.
  ADMIN("admin");

  private final String text;

  Right(String text) {
    this.text = text;
  }

  /// The word in config and answers.
  public String text() {
    return text;
  }
}
