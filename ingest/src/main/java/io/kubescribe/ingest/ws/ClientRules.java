package io.kubescribe.ingest.ws;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.ingest.session.FirstFlaws;
import io.kubescribe.ingest.session.FloodGuard;
import io.netty.buffer.ByteBuf;

/// What holds for the frames of a client whatever they carry.
final class ClientRules {
  /// The server's limit for a frame (golang.org/x/net/websocket).
  static final long MAX_FRAME = 32L << 20;

  private final FirstFlaws flaws;
  private final FloodGuard flood;
  private FrameHeader header = new FrameHeader(true, 0, 0, true, 0);
  private int closeCode;
  private int closeLength;
  private boolean closed;

  ClientRules(FirstFlaws flaws, FloodGuard flood) {
    this.flaws = flaws;
    this.flood = flood;
  }

  /// @return whether the server goes on reading
  boolean begin(FrameHeader next) {
    header = next;
    closeCode = 0;
    closeLength = 0;
    if (closed) {
      // The server has stopped reading.
      flaws.report(Flaw.IGNORED_INPUT, "frame after the close is ignored by the server");
      return false;
    }
    if (!next.masked()) {
      flaws.report(Flaw.PROTOCOL_VIOLATION, "client's frame is not masked; the server closes");
      return false;
    }
    if (next.length() < 0 || next.length() > MAX_FRAME) {
      flaws.report(
          Flaw.TOO_LARGE,
          "client's frame of " + Long.toUnsignedString(next.length()) + " bytes is too large");
      return false;
    }
    if (next.isMalformed()) {
      flaws.report(
          Flaw.MALFORMED_FRAME,
          "client's frame has opcode %d, reserved bits %d, length %d"
              .formatted(next.opcode(), next.reserved(), next.length()));
    }
    return true;
  }

  void controlPayload(ByteBuf bytes) {
    while (bytes.isReadable() && closeLength < 2) {
      closeCode = (closeCode << 8) | bytes.readUnsignedByte();
      closeLength++;
    }
    bytes.skipBytes(bytes.readableBytes());
  }

  void controlEnded() {
    if (header.opcode() != FrameHeader.CLOSE) {
      contentless();
      return;
    }
    closed = true;
    if (closeLength == 1 || (closeLength == 2 && !isCloseCode(closeCode))) {
      flaws.report(Flaw.MALFORMED_FRAME, "client closes with code " + closeCode);
    }
  }

  /// RFC 6455, 7.4: 1004 to 1006 and 1015 are never sent.
  private static boolean isCloseCode(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }

  void contentless() {
    flood.count();
  }
}
