package io.kubescribe.ingest.simulated.shell;

/// `exit` was called: the shell ends.
final class ExitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;

  ExitException(int code) {
    super("exit " + code, null, false, false);
    this.code = code & 0xff;
  }

  int code() {
    return code;
  }
}
