package io.kubescribe.core.derived;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command line seen on the screen, which does not prove that it ran; or, of an exec without a
/// terminal, the exec's own command.
///
/// @param at when it was entered, nanoseconds since the session's start
/// @param text as it stood on the screen, secrets masked
/// @param confidence word for how sure that is
/// @param exitCode null when it is not known
public record SeenCommandLine(
    DerivedKey key,
    Instant startedAt,
    long at,
    String text,
    String confidence,
    @Nullable Integer exitCode)
    implements Derived {
  /// @throws IllegalArgumentException if the key is of another kind
  public SeenCommandLine {
    requireNonNull(startedAt, "startedAt");
    requireNonNull(text, "text");
    requireNonNull(confidence, "confidence");
    if (key.kind() != DerivedKind.COMMAND || at < 0) {
      throw new IllegalArgumentException("not a command line: " + key + " at " + at);
    }
  }
}
