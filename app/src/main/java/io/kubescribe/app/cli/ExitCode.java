package io.kubescribe.app.cli;

/// How a process ends.
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;

  /// Wrong use or config: doing the same again can't help.
  public static final int WRONG_USE = 2;

  private ExitCode() {}
}
