package io.kubescribe.app.cli;

/// A command can't go on. The message, which people read, says what to do.
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /// Ends the command with exit code 1.
  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message);
  }

  /// Ends the command with exit code 2.
  public static CommandException wrongUse(String message) {
    return new CommandException(ExitCode.WRONG_USE, message);
  }

  int exitCode() {
    return exitCode;
  }
}
