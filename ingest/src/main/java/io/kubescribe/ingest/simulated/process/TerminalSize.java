package io.kubescribe.ingest.simulated.process;

/// Columns and rows of a terminal, each 0 to 65535.
public record TerminalSize(int columns, int rows) {
  /// Before a client has sent one.
  public static final TerminalSize UNKNOWN = new TerminalSize(0, 0);
}
