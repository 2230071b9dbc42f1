package io.kubescribe.core.derived;

import java.time.Instant;

/// Something derived from one recording.
public sealed interface Derived permits SessionSummary, ScreenBlock, SeenCommandLine {
  DerivedKey key();

  /// From which nanoseconds count.
  Instant startedAt();
}
