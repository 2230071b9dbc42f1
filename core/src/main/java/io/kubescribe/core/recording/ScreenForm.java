package io.kubescribe.core.recording;

/// A form in which a screen is shown.
public enum ScreenForm {
  /// Its rows as lines of text, without trailing blanks.
  TEXT,
  /// A picture with colours.
  SVG
}
