package io.kubescribe.core.derived;

import static java.util.Objects.requireNonNull;

/// A line that was on the screen. Times in nanoseconds since the session's start.
///
/// @param at from when on all of it could be seen
/// @param gone when it scrolled off, was cleared or written over, or the session ended; equal to
///   `at` for what one write of the program brought and took away again
/// @param alternate whether it was on the screen of a full-screen program
/// @param text without blanks at the end, secrets masked
public record ScreenLine(long at, long gone, boolean alternate, String text) {
  /// @throws IllegalArgumentException if it went before it came
  public ScreenLine {
    requireNonNull(text, "text");
    if (at < 0 || gone < at) {
      throw new IllegalArgumentException("line must not go before it came: " + at + ", " + gone);
    }
  }
}
