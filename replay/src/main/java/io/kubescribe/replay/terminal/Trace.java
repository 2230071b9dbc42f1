package io.kubescribe.replay.terminal;

import org.jspecify.annotations.Nullable;

/// What [SettledLines] knows of the text that begins in a row; moves with the row. Times in
/// nanoseconds of playback.
final class Trace {
  static final long NEVER = Long.MIN_VALUE;

  /// When text came to the empty row.
  long appeared = NEVER;

  /// When it last changed.
  long settled = NEVER;

  /// Whether this text was told already, on leaving the screen.
  boolean told;

  /// Whether it has changed since it was sampled.
  boolean dirty;

  /// The text when the screen last stood still, or null.
  @Nullable String sample;

  long sampleAppeared;
  long sampleSettled;

  /// When the sampled text was first written over, or [#NEVER].
  long sampleGone;

  /// Whether the cursor stood in the text then: it was perhaps still being typed.
  boolean sampleAtCursor;

  void forget() {
    appeared = NEVER;
    settled = NEVER;
    told = false;
    dirty = false;
    sample = null;
  }

  /// Takes over what is known, for text that a resize has laid out anew.
  void become(Trace other) {
    appeared = other.appeared;
    settled = other.settled;
    told = other.told;
    dirty = other.dirty;
    sample = other.sample;
    sampleAppeared = other.sampleAppeared;
    sampleSettled = other.sampleSettled;
    sampleGone = other.sampleGone;
    sampleAtCursor = other.sampleAtCursor;
  }
}
