package io.kubescribe.ingest.gateway.upstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Closes an idle connection when its time is over, or when anything comes that nobody has asked
/// for.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class IdleConnection extends ChannelInboundHandlerAdapter {
  private final Duration limit;
  private final Runnable gone;
  private @Nullable Future<?> end;

  IdleConnection(Duration limit, Runnable gone) {
    this.limit = limit;
    this.gone = gone;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    end =
        context
            .executor()
            .schedule((Runnable) context::close, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (end != null) {
      end.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone.run();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
