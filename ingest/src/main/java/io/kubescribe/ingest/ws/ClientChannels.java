package io.kubescribe.ingest.ws;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.FirstFlaws;
import io.kubescribe.ingest.session.ResizeReader;
import io.kubescribe.ingest.session.SessionSink;
import io.netty.buffer.ByteBuf;

/// What the client sends, as the server understands it: each frame is a message, its first byte the
/// channel.
final class ClientChannels implements Frames {
  private static final int STDIN = 0;
  private static final int RESIZE = 4;
  private static final int CLOSE = 255;
  private static final int NONE = -1;

  private final SessionProtocol protocol;
  private final RequestedStreams asked;
  private final SessionSink sink;
  private final FirstFlaws flaws;
  private final ClientRules rules;
  private final ResizeReader resize;
  private final Base64Reader base64 = new Base64Reader();

  private boolean data;
  private boolean empty;
  private int channel = NONE;
  private int closeLength;
  private int closed;
  private boolean stdinClosed;
  private boolean resizeClosed;

  ClientChannels(
      SessionProtocol protocol,
      RequestedStreams asked,
      SessionSink sink,
      FirstFlaws flaws,
      ClientRules rules) {
    this.protocol = protocol;
    this.asked = asked;
    this.sink = sink;
    this.flaws = flaws;
    this.rules = rules;
    resize = new ResizeReader(sink, flaws);
  }

  @Override
  public boolean begin(FrameHeader header) {
    data = !header.isControl();
    empty = true;
    channel = NONE;
    closeLength = 0;
    base64.begin();
    if (data && (!header.fin() || header.opcode() == FrameHeader.CONTINUATION)) {
      flaws.report(
          Flaw.FRAGMENTED_INPUT, "client's message is in several frames; each is taken for one");
    }
    return rules.begin(header);
  }

  @Override
  public void payload(ByteBuf bytes) {
    if (!data) {
      rules.controlPayload(bytes);
      return;
    }
    if (channel == NONE) {
      channel = bytes.readUnsignedByte();
      if (protocol.isBase64()) {
        // The server subtracts in eight bits.
        channel = (channel - '0') & 0xff;
      }
    }
    if (bytes.isReadable()) {
      empty = false;
      content(protocol.isBase64() ? base64.read(bytes) : bytes);
    }
  }

  private void content(ByteBuf bytes) {
    if (!bytes.isReadable()) {
      return;
    }
    switch (channel) {
      case STDIN -> {
        if (asked.stdin() && !stdinClosed) {
          sink.data(SessionStream.STDIN, bytes);
        } else {
          ignored(stdinClosed ? "input after its end" : "input that was not asked for");
        }
      }
      case 1, 2, 3 -> ignored("input to channel " + channel);
      case RESIZE -> {
        if (asked.tty() && !resizeClosed) {
          resize.read(bytes);
        } else {
          ignored(resizeClosed ? "resize after its end" : "resize without a terminal");
        }
      }
      case CLOSE -> {
        if (closeLength == 0) {
          closed = bytes.getUnsignedByte(bytes.readerIndex());
        }
        closeLength += bytes.readableBytes();
      }
      default -> {}
    }
  }

  private void ignored(String what) {
    flaws.report(Flaw.IGNORED_INPUT, what + " is ignored by the server");
  }

  @Override
  public void end() {
    if (!data) {
      rules.controlEnded();
      return;
    }
    if (empty) {
      rules.contentless();
    }
    if (!base64.isWhole()) {
      flaws.report(Flaw.UNREADABLE_BASE64, "client's message is no base64");
    }
    if (channel == CLOSE && protocol == SessionProtocol.WEBSOCKET_V5) {
      close();
    } else if (channel > RESIZE) {
      flaws.report(Flaw.UNKNOWN_CHANNEL, "client wrote to channel " + channel);
    }
  }

  private void close() {
    if (closeLength != 1 || closed > RESIZE) {
      flaws.report(Flaw.MALFORMED_FRAME, "close signal names no channel; the server closes");
    } else if (closed == STDIN && !stdinClosed) {
      stdinClosed = true;
      if (asked.stdin()) {
        sink.halfClosed(SessionStream.STDIN);
      }
    } else if (closed == RESIZE) {
      resizeClosed = true;
    }
  }
}
