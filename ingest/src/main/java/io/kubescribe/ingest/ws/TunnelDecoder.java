package io.kubescribe.ingest.ws;

import io.kubescribe.ingest.session.FirstFlaws;
import io.kubescribe.ingest.session.FloodGuard;
import io.kubescribe.ingest.session.SessionDecoder;
import io.kubescribe.ingest.session.SessionSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.function.LongSupplier;

/// Follows a port-forward over WebSocket: unpacks the messages and shows the SPDY connection inside
/// to another decoder.
public final class TunnelDecoder extends FrameDecoder {
  private static final int MAX_CONTENTLESS = 20_000;

  private final SessionDecoder inner;
  private final Tunnel output;

  /// @param inner for the SPDY connection; closed with this
  /// @param nanoTime for rates
  public TunnelDecoder(
      SessionDecoder inner, SessionSink sink, ByteBufAllocator allocator, LongSupplier nanoTime) {
    FirstFlaws flaws = new FirstFlaws(sink);
    ClientRules rules = new ClientRules(flaws, new FloodGuard(MAX_CONTENTLESS, nanoTime, flaws));
    Tunnel output = new Tunnel(inner::server, flaws, null);
    this.inner = inner;
    this.output = output;
    super(new Tunnel(inner::client, flaws, rules), output, allocator);
  }

  @Override
  public boolean atServerBoundary() {
    return server.atBoundary()
        && !output.inMessage()
        && !output.isClosed()
        && inner.atServerBoundary();
  }

  @Override
  public ByteBuf ending(String message) {
    if (!atServerBoundary()) {
      return Unpooled.EMPTY_BUFFER;
    }
    ByteBuf out = allocator.buffer();
    packed(inner.ending(message), out);
    FrameWriter.close(out);
    return out;
  }

  private static void packed(ByteBuf inside, ByteBuf out) {
    if (inside.isReadable()) {
      FrameWriter.write(out, FrameHeader.BINARY, ByteBufUtil.getBytes(inside));
    }
    inside.release();
  }

  @Override
  public ByteBuf banner(String text) {
    return Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void close() {
    super.close();
    inner.close();
  }
}
