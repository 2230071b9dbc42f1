package io.kubescribe.ingest.ws;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.session.FailureText;
import io.kubescribe.ingest.session.FirstFlaws;
import io.kubescribe.ingest.session.FloodGuard;
import io.kubescribe.ingest.session.SessionSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.LongSupplier;

/// Follows the channels of an exec or attach over WebSocket.
public final class WebSocketDecoder extends FrameDecoder {
  private static final int MAX_FILL = 64 << 10;
  private static final int MAX_CONTENTLESS = 1_000;

  private final SessionProtocol protocol;
  private final RequestedStreams asked;
  private final ServerChannels channels;

  /// @param nanoTime for rates
  public WebSocketDecoder(
      SessionProtocol protocol,
      RequestedStreams asked,
      SessionSink sink,
      ByteBufAllocator allocator,
      LongSupplier nanoTime) {
    FirstFlaws flaws = new FirstFlaws(sink);
    ClientRules rules = new ClientRules(flaws, new FloodGuard(MAX_CONTENTLESS, nanoTime, flaws));
    ServerChannels channels = new ServerChannels(protocol, sink, flaws);
    this.protocol = protocol;
    this.asked = asked;
    this.channels = channels;
    super(new ClientChannels(protocol, asked, sink, flaws, rules), channels, allocator);
  }

  @Override
  public boolean atServerBoundary() {
    return server.atBoundary() && !channels.inMessage() && !channels.isClosed();
  }

  @Override
  public ByteBuf ending(String message) {
    if (channels.isClosed()) {
      return Unpooled.EMPTY_BUFFER;
    }
    ByteBuf out = allocator.buffer();
    if (!complete(out)) {
      out.release();
      return Unpooled.EMPTY_BUFFER;
    }
    message(out, 3, FailureText.of(protocol, message));
    FrameWriter.close(out);
    return out;
  }

  /// Completes the frame and the message under way.
  private boolean complete(ByteBuf out) {
    if (server.inPayload()) {
      if (server.missing() > MAX_FILL || server.header().masked()) {
        return false;
      }
      fill(out, (int) server.missing());
    } else if (!server.atBoundary()) {
      return false;
    }
    boolean inData = server.inPayload() && !server.header().isControl();
    boolean open = inData ? !server.header().fin() : channels.inMessage();
    if (open) {
      FrameWriter.write(out, FrameHeader.CONTINUATION, new byte[0]);
    }
    return true;
  }

  private void fill(ByteBuf out, int missing) {
    int rest = missing;
    if (rest > 0 && channels.lacksChannel()) {
      out.writeByte(protocol.isBase64() ? '1' : 1);
      rest--;
    }
    byte nothing = (byte) (protocol.isBase64() ? 'A' : 0);
    for (int i = 0; i < rest; i++) {
      out.writeByte(nothing);
    }
  }

  @Override
  public ByteBuf banner(String text) {
    int channel = asked.stderr() ? 2 : asked.stdout() ? 1 : 0;
    if (channel == 0 || !atServerBoundary()) {
      return Unpooled.EMPTY_BUFFER;
    }
    String shown = asked.tty() ? text.replace("\n", "\r\n") : text;
    ByteBuf out = allocator.buffer();
    message(out, channel, shown.getBytes(StandardCharsets.UTF_8));
    return out;
  }

  private void message(ByteBuf out, int channel, byte[] content) {
    byte[] encoded = protocol.isBase64() ? Base64.getEncoder().encode(content) : content;
    byte[] payload = new byte[1 + encoded.length];
    payload[0] = (byte) (protocol.isBase64() ? '0' + channel : channel);
    System.arraycopy(encoded, 0, payload, 1, encoded.length);
    FrameWriter.write(out, protocol.isBase64() ? FrameHeader.TEXT : FrameHeader.BINARY, payload);
  }

  @Override
  public void close() {
    channels.close();
    super.close();
  }
}
