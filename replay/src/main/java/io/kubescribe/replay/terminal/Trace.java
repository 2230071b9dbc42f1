package io.kubescribe.replay.terminal;

import org.jspecify.annotations.Nullable;

/// What [SettledLines] knows of the text that begins in a row. Times in nanoseconds of playback.
final class Trace {
  static final long NEVER = Long.MIN_VALUE;

  /// When text came to the empty row.
  long appeared = NEVER;

  /// When it last changed.
  long settled = NEVER;

  /// Whether this text was told already, on leaving the screen.
  boolean told;

  /// The text when the screen last stood still, or null if the row has changed hands since.
  @Nullable String sample;

  long sampleAppeared;
  long sampleSettled;

  /// Whether the cursor stood in the text then: it was perhaps still being typed.
  boolean sampleAtCursor;

  void forget() {
    appeared = NEVER;
    settled = NEVER;
    told = false;
    sample = null;
  }

  /// Takes over what is known, for text that a resize has laid out anew.
  void become(Trace other) {
    appeared = other.appeared;
    settled = other.settled;
    told = other.told;
    sample = other.sample;
    sampleAppeared = other.sampleAppeared;
    sampleSettled = other.sampleSettled;
    sampleAtCursor = other.sampleAtCursor;
  }
}
