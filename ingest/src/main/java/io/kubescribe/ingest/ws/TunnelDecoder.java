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
public final class TunnelDecoder implements SessionDecoder {
  private static final int MAX_CONTENTLESS = 20_000;

  private final SessionDecoder inner;
  private final ByteBufAllocator allocator;
  private final FrameReader client;
  private final FrameReader server;
  private final Tunnel output;

  /// @param inner for the SPDY connection; closed with this
  /// @param nanoTime for rates
  public TunnelDecoder(
      SessionDecoder inner, SessionSink sink, ByteBufAllocator allocator, LongSupplier nanoTime) {
    this.inner = inner;
    this.allocator = allocator;
    FirstFlaws flaws = new FirstFlaws(sink);
    ClientRules rules = new ClientRules(flaws, new FloodGuard(MAX_CONTENTLESS, nanoTime, flaws));
    client = new FrameReader(new Tunnel(inner::client, flaws, rules));
    output = new Tunnel(inner::server, flaws, null);
    server = new FrameReader(output);
  }

  @Override
  public void client(ByteBuf bytes) {
    client.read(bytes.duplicate());
  }

  @Override
  public void server(ByteBuf bytes) {
    server.read(bytes.duplicate());
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
  public ByteBuf ping() {
    if (!atServerBoundary()) {
      return Unpooled.EMPTY_BUFFER;
    }
    ByteBuf out = allocator.buffer(2);
    FrameWriter.write(out, FrameHeader.PING, new byte[0]);
    return out;
  }

  @Override
  public void close() {
    client.stop();
    server.stop();
    inner.close();
  }
}
