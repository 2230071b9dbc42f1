package io.kubescribe.ingest.ws;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.FirstFlaws;
import io.kubescribe.ingest.session.SessionSink;
import io.kubescribe.ingest.session.StatusReader;
import io.netty.buffer.ByteBuf;

/// What the server sends, as the client understands it: fragments are put together to messages, and
/// a message's first byte is the channel.
final class ServerChannels implements Frames {
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int STATUS = 3;
  private static final int NONE = -1;

  private final SessionProtocol protocol;
  private final SessionSink sink;
  private final FirstFlaws flaws;
  private final StatusReader status;
  private final Base64Reader base64 = new Base64Reader();

  private FrameHeader header = new FrameHeader(true, 0, 0, false, 0);
  private boolean inMessage;
  private int channel = NONE;
  private boolean closed;

  ServerChannels(SessionProtocol protocol, SessionSink sink, FirstFlaws flaws) {
    this.protocol = protocol;
    this.sink = sink;
    this.flaws = flaws;
    status = new StatusReader(sink, flaws);
  }

  @Override
  public boolean begin(FrameHeader next) {
    header = next;
    if (next.length() < 0) {
      flaws.report(Flaw.TOO_LARGE, "server's frame has 2^63 bytes or more");
      return false;
    }
    if (next.isMalformed() || next.masked()) {
      malformed("server's frame breaks a rule of WebSocket");
    }
    if (!next.isControl()) {
      if (inMessage != (next.opcode() == FrameHeader.CONTINUATION)) {
        malformed("server's frame continues nothing, or leaves a message unfinished");
        inMessage = false;
      }
      if (!inMessage) {
        channel = NONE;
        base64.begin();
      }
      inMessage = true;
    }
    return true;
  }

  private void malformed(String what) {
    flaws.report(Flaw.MALFORMED_FRAME, what);
  }

  @Override
  public void payload(ByteBuf bytes) {
    if (header.isControl()) {
      bytes.skipBytes(bytes.readableBytes());
      return;
    }
    if (channel == NONE) {
      channel = bytes.readUnsignedByte();
      if (protocol.isBase64()) {
        channel = (channel - '0') & 0xff;
      }
    }
    if (bytes.isReadable()) {
      content(protocol.isBase64() ? base64.read(bytes) : bytes);
    }
  }

  private void content(ByteBuf bytes) {
    switch (channel) {
      case STDOUT -> data(SessionStream.STDOUT, bytes);
      case STDERR -> data(SessionStream.STDERR, bytes);
      case STATUS -> status.read(bytes);
      default -> flaws.report(Flaw.UNKNOWN_CHANNEL, "server wrote to channel " + channel);
    }
  }

  private void data(SessionStream stream, ByteBuf bytes) {
    if (bytes.isReadable()) {
      sink.data(stream, bytes);
    }
  }

  @Override
  public void end() {
    if (header.isControl()) {
      closed |= header.opcode() == FrameHeader.CLOSE;
      return;
    }
    if (!header.fin()) {
      return;
    }
    inMessage = false;
    if (!base64.isWhole()) {
      flaws.report(Flaw.UNREADABLE_BASE64, "server's message is no base64");
    }
    // A status may come in several messages, and only JSON tells where it ends.
    if (channel == STATUS && protocol.hasJsonStatus()) {
      status.messageEnded();
    }
  }

  /// Tells a status that was not told, such as a text, whose end nothing marks.
  void close() {
    if (status.isPending()) {
      status.ended();
    }
  }

  /// Whether the server sent a close.
  boolean isClosed() {
    return closed;
  }

  /// Whether the message under way has no channel yet.
  boolean lacksChannel() {
    return !header.isControl() && channel == NONE;
  }

  /// Whether fragments of a message have come and its last has not.
  boolean inMessage() {
    return inMessage;
  }
}
