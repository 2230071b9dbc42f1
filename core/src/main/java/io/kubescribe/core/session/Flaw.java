package io.kubescribe.core.session;

/// What can be wrong with the bytes of a session. Strict mode ends the session for each of them;
/// best effort goes on and keeps the flaw in the recording.
///
/// After one that is [#blinding] the decoder can't follow any more, and nothing of the session is
/// decoded from there on.
public enum Flaw {
  /// The frames can't be told apart any more: a length, flag, version or checksum is wrong.
  PROTOCOL_VIOLATION("protocol-violation", true, 1002),
  /// A frame, a header block or the number of streams is above the limit.
  TOO_LARGE("too-large", true, 1009),
  /// A client's WebSocket message in several frames. The apiserver takes each for a message, so
  /// what is recorded is what it understood (KEP-4006 servers read frames, not messages).
  FRAGMENTED_INPUT("fragmented-input", false, 1003),
  /// Too many messages without content, such as a million pings a second.
  FLOOD("flood", false, 1008),
  /// A channel or stream that nobody defined.
  UNKNOWN_CHANNEL("unknown-channel", false, 1002),
  /// Input the server ignores: to an output channel, or after the stream was closed.
  IGNORED_INPUT("ignored-input", false, 1002),
  /// A frame that breaks a rule but can be followed: reserved bits, a wrong close code.
  MALFORMED_FRAME("malformed-frame", false, 1002),
  /// A second stream of one type; the server takes the last.
  DUPLICATE_STREAM("duplicate-stream", false, 1002),
  /// A resize that is no JSON object of two sizes.
  UNREADABLE_RESIZE("unreadable-resize", false, 1003),
  /// A base64 message that is none.
  UNREADABLE_BASE64("unreadable-base64", false, 1003);

  private final String wireName;
  private final boolean blinding;
  private final int closeCode;

  Flaw(String wireName, boolean blinding, int closeCode) {
    this.wireName = wireName;
    this.blinding = blinding;
    this.closeCode = closeCode;
  }

  /// The word in records and metrics.
  public String wireName() {
    return wireName;
  }

  /// Whether nothing can be decoded after it.
  public boolean blinding() {
    return blinding;
  }

  /// The WebSocket close code (RFC 6455, 7.4.1) for a session that is ended because of it.
  public int closeCode() {
    return closeCode;
  }

  /// The word in records.
  @Override
  public String toString() {
    return wireName;
  }
}
