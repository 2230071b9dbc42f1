package io.kubescribe.core.recording;

/// What somebody may see of a recording's content.
public enum Sight {
  /// Secrets that are recognised are masked.
  REDACTED,
  /// Everything, as it was recorded.
  REVEALED
}
