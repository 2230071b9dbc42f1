package io.kubescribe.ingest.ws;

import io.kubescribe.ingest.session.SessionDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/// Reads the frames of both directions, whatever they carry. For one session's event loop only.
abstract class FrameDecoder implements SessionDecoder {
  final ByteBufAllocator allocator;
  final FrameReader server;
  private final FrameReader client;

  FrameDecoder(Frames client, Frames server, ByteBufAllocator allocator) {
    this.client = new FrameReader(client);
    this.server = new FrameReader(server);
    this.allocator = allocator;
  }

  @Override
  public final void client(ByteBuf bytes) {
    client.read(bytes.duplicate());
  }

  @Override
  public final void server(ByteBuf bytes) {
    server.read(bytes.duplicate());
  }

  @Override
  public final ByteBuf ping() {
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
  }
}
