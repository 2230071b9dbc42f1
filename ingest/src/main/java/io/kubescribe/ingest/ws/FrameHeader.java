package io.kubescribe.ingest.ws;

/// The header of a frame (RFC 6455, 5.2).
///
/// @param reserved the three reserved bits
/// @param length of the payload in bytes
record FrameHeader(boolean fin, int reserved, int opcode, boolean masked, long length) {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int MAX_CONTROL = 125;

  /// Close, ping or pong. The server takes opcodes that are not defined for data.
  boolean isControl() {
    return opcode == CLOSE || opcode == PING || opcode == PONG;
  }

  /// Whether it breaks a rule of the RFC that does not stop one from following.
  boolean isMalformed() {
    return reserved != 0 || (isControl() ? !fin || length > MAX_CONTROL : opcode > BINARY);
  }
}
