package io.kubescribe.ingest.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/// The end of a connection after its last answer. For its event loop only.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
public final class OrderlyEnd {
  private OrderlyEnd() {}

  /// Says that no more is sent, and drops what comes until the client closes too; the handler of
  /// `context` has to release it. A close with bytes unread would be a reset, which can take the
  /// answer away before the client reads it.
  ///
  /// @param limit when the connection is closed anyway
  public static void begin(ChannelHandlerContext context, Deadline deadline, Duration limit) {
    deadline.set(limit, context::close);
    Channel channel = context.channel();
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else {
      ((DuplexChannel) channel).shutdownOutput();
    }
    channel.config().setAutoRead(true);
  }
}
