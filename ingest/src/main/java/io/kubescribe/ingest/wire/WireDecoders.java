package io.kubescribe.ingest.wire;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.session.SessionDecoder;
import io.kubescribe.ingest.session.SessionDecoders;
import io.kubescribe.ingest.session.SessionSink;
import io.kubescribe.ingest.spdy.SpdyDecoder;
import io.kubescribe.ingest.ws.TunnelDecoder;
import io.kubescribe.ingest.ws.WebSocketDecoder;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.LongSupplier;

/// The decoders of all protocols. Safe for use by many threads.
public final class WireDecoders implements SessionDecoders {
  private final LongSupplier nanoTime;

  /// @param nanoTime for rates, such as `System::nanoTime`
  public WireDecoders(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public SessionDecoder decoder(
      SessionProtocol protocol,
      RequestedStreams asked,
      SessionSink sink,
      ByteBufAllocator allocator) {
    if (protocol == SessionProtocol.WEBSOCKET_PORT_FORWARD) {
      SessionDecoder inner = new SpdyDecoder(protocol, asked, sink, allocator, nanoTime);
      return new TunnelDecoder(inner, sink, allocator, nanoTime);
    }
    return switch (protocol.transport()) {
      case WEBSOCKET -> new WebSocketDecoder(protocol, asked, sink, allocator, nanoTime);
      case SPDY -> new SpdyDecoder(protocol, asked, sink, allocator, nanoTime);
    };
  }
}
