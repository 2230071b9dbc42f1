package io.kubescribe.core.derived;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/// Lines that were on the screen, about 4 kB of them, in the order in which they left it.
///
/// @param lines at least one
/// @param redactions how many secrets are masked in them
public record ScreenBlock(
    DerivedKey key, Instant startedAt, List<ScreenLine> lines, long redactions) implements Derived {
  /// @throws IllegalArgumentException if the key is of another kind, or there is no line
  public ScreenBlock {
    requireNonNull(startedAt, "startedAt");
    lines = List.copyOf(lines);
    if (key.kind() != DerivedKind.SCREEN || lines.isEmpty()) {
      throw new IllegalArgumentException("not a block of lines: " + key);
    }
  }

  /// When the first of them could be seen.
  public long from() {
    return lines.stream().mapToLong(ScreenLine::at).min().orElse(0);
  }

  /// When the last of them came.
  public long to() {
    return lines.stream().mapToLong(ScreenLine::at).max().orElse(0);
  }
}
