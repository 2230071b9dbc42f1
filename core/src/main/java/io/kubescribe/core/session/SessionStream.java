package io.kubescribe.core.session;

/// A stream of bytes of a session. The codes are part of the stored format and of the wire (channel
/// numbers of the WebSocket protocols).
public enum SessionStream {
  STDIN(0, "stdin"),
  STDOUT(1, "stdout"),
  STDERR(2, "stderr");

  private final int code;
  private final String wireName;

  SessionStream(int code, String wireName) {
    this.code = code;
    this.wireName = wireName;
  }

  public int code() {
    return code;
  }

  /// `stdin`, `stdout` or `stderr`: the `streamtype` of SPDY and the key in JSON.
  public String wireName() {
    return wireName;
  }

  /// The word in records.
  @Override
  public String toString() {
    return wireName;
  }
}
