package io.kubescribe.ingest.simulated.shell;

/// A command line that this shell does not play.
final class ShellSyntaxException extends Exception {
  private static final long serialVersionUID = 1;

  ShellSyntaxException(String message) {
    super(message);
  }
}
