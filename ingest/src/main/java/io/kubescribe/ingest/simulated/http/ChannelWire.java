package io.kubescribe.ingest.simulated.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.InputStream;

/// An upgraded connection on Netty.
final class ChannelWire implements Wire {
  private final Channel channel;
  private final ByteQueue input;
  private final ChannelOutput output;

  ChannelWire(Channel channel, ByteQueue input, ChannelOutput output) {
    this.channel = channel;
    this.input = input;
    this.output = output;
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public void write(byte[]... parts) throws IOException {
    output.write(Unpooled.wrappedBuffer(parts));
  }

  @Override
  public void write(byte[] head, byte[] source, int offset, int length) throws IOException {
    output.write(
        channel
            .alloc()
            .buffer(head.length + length)
            .writeBytes(head)
            .writeBytes(source, offset, length));
  }

  @Override
  public void close() {
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void reset() {
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = channel.close();
  }
}
