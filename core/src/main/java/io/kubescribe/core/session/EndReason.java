package io.kubescribe.core.session;

/// Why a session ended.
public enum EndReason {
  /// The server said how the process ended; [SessionRecord.Status] has it.
  COMPLETED("completed"),
  /// The apiserver refused the request; there was no session.
  REFUSED("refused"),
  /// The client closed in good order before the server told an outcome.
  CLIENT_CLOSED("client-closed"),
  /// The client vanished: reset, or no sign of life.
  CLIENT_LOST("client-lost"),
  /// The server closed in good order without telling an outcome.
  SERVER_CLOSED("server-closed"),
  /// The server vanished, or could not be reached.
  SERVER_LOST("server-lost"),
  /// Strict mode: what was relayed could not be made durable in time.
  NOT_RECORDED("not-recorded"),
  /// Strict mode: the bytes could not be followed; a [SessionRecord.Flawed] says why.
  NOT_DECODED("not-decoded"),
  /// Somebody with the right to do so ended it.
  ENDED_BY_OPERATOR("ended-by-operator"),
  /// The gateway stopped.
  GATEWAY_STOPPED("gateway-stopped");

  private final String wireName;

  EndReason(String wireName) {
    this.wireName = wireName;
  }

  /// The word in records.
  public String wireName() {
    return wireName;
  }

  /// The word in records.
  @Override
  public String toString() {
    return wireName;
  }
}
