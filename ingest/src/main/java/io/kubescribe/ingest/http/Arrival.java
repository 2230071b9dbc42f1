package io.kubescribe.ingest.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Tells of bytes before they are decoded, so that the time of a request runs from its first byte
/// and not from the last of its headers.
@Sharable
final class Arrival extends ChannelInboundHandlerAdapter {
  /// The user event that goes before the bytes.
  static final Object BYTES = new Object();

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    context.fireUserEventTriggered(BYTES);
    context.fireChannelRead(bytes);
  }
}
