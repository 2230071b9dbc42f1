package io.kubescribe.core.derived;

/// The kinds of derived documents. The codes are part of stored keys.
public enum DerivedKind {
  /// What is known of the session: [SessionSummary].
  SESSION(0, "session"),
  /// Lines that were on the screen: [ScreenBlock].
  SCREEN(1, "screen"),
  /// A command line seen on the screen: [SeenCommandLine].
  COMMAND(2, "command");

  private final int code;
  private final String wireName;

  DerivedKind(int code, String wireName) {
    this.code = code;
    this.wireName = wireName;
  }

  public int code() {
    return code;
  }

  /// The word in JSON.
  public String wireName() {
    return wireName;
  }

  /// The word in JSON.
  @Override
  public String toString() {
    return wireName;
  }
}
