package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.netty.Deadline;
import io.kubescribe.ingest.netty.NettyListener;
import io.kubescribe.ingest.netty.OrderlyEnd;
import io.kubescribe.ingest.netty.StrictRequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection of a client. One request at a time: the next is decoded when the last is
/// answered, so a client that pipelines fills its own socket. For its event loop only.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class ClientConnection extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);

  private final GatewayParts parts;
  private final Dispatcher dispatcher;
  private final StrictRequestDecoder decoder;
  private final ClientOutput output;
  private final Deadline deadline;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Exchange exchange;
  private boolean requestDone = true;
  private boolean draining;
  private boolean ending;

  /// @param decoder that is before this in the pipeline
  /// @param output of which the encoder is
  ClientConnection(
      GatewayParts parts,
      Dispatcher dispatcher,
      StrictRequestDecoder decoder,
      ClientOutput output,
      Deadline deadline) {
    this.parts = parts;
    this.dispatcher = dispatcher;
    this.decoder = decoder;
    this.output = output;
    this.deadline = deadline;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return context;
  }

  Channel channel() {
    return context().channel();
  }

  EventLoop loop() {
    return channel().eventLoop();
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    deadline.set(parts.limits().head(), active::close);
    active.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    if (ending) {
      ReferenceCountUtil.release(message);
      return;
    }
    switch (message) {
      case HttpRequest request -> begin(request);
      case HttpContent piece -> {
        requestDone = piece instanceof LastHttpContent;
        if (piece.decoderResult().isFailure()) {
          piece.release();
          abandon(Refusal.badRequest("the body is malformed"));
        } else if (exchange == null) {
          piece.release();
        } else {
          exchange.content(piece);
        }
      }
      case ByteBuf bytes when exchange != null -> exchange.bytes(bytes);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void begin(HttpRequest request) {
    deadline.cancel();
    requestDone = false;
    boolean readable = StrictRequestDecoder.isWellFormed(request);
    output.answerTo(request, readable);
    if (!readable) {
      refuse(Refusal.badRequest("the request is malformed"));
      return;
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      output.proceed(context());
    }
    dispatcher.dispatch(this, request);
  }

  /// Lets the exchange take what comes from now on.
  void become(Exchange next) {
    exchange = next;
  }

  /// Sends the head of an answer. While the request has not ended, the connection ends with the
  /// answer.
  void head(HttpResponse response) {
    endEarly();
    output.head(context(), response);
  }

  private void endEarly() {
    if (!requestDone || draining) {
      output.last();
    }
  }

  /// Ends the connection with the answer under way.
  void closeAfterAnswer() {
    output.last();
  }

  /// The answer is complete: waits for the next request, or closes.
  void next(ChannelFuture written) {
    exchange = null;
    if (output.keepAlive()) {
      deadline.set(parts.limits().idle(), context()::close);
      resume();
    } else {
      finish(written);
    }
  }

  private void resume() {
    try {
      decoder.resume(channel().pipeline().context(decoder));
    } catch (Exception e) {
      exceptionCaught(context(), e);
      return;
    }
    if (exchange == null && !ending) {
      if (draining) {
        context().close();
      } else {
        context().read();
      }
    }
  }

  /// Answers with a Status, unless an answer has begun: then only closing is left.
  void refuse(Refusal refusal) {
    if (ending) {
      return;
    }
    if (output.begun()) {
      context().close();
      return;
    }
    parts.metrics().refused(refusal.code());
    exchange = null;
    endEarly();
    next(output.refuse(context(), refusal));
  }

  /// Gives up what is under way, because the client does not keep to the protocol.
  void abandon(Refusal refusal) {
    Exchange left = exchange;
    exchange = null;
    output.last();
    if (left != null) {
      left.clientGone(false);
    }
    refuse(refusal);
  }

  private void finish(ChannelFuture written) {
    ending = true;
    deadline.set(parts.limits().linger(), context()::close);
    written.addListener(done -> {
      if (done.isSuccess()) {
        OrderlyEnd.begin(context(), deadline, parts.limits().linger());
      } else {
        context().close();
      }
    });
  }

  /// Sends a 101 answer and lets all that follows pass as bytes, those too that came early.
  void toRaw(HttpResponse switching) {
    output.toRaw(context(), switching);
    channel().pipeline().remove(decoder);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    if (exchange != null) {
      exchange.readComplete();
    } else if (!ending && requestDone) {
      from.read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext from) {
    if (exchange != null) {
      exchange.writabilityChanged();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event.equals(NettyListener.DRAINING)) {
      draining = true;
      if (exchange != null) {
        exchange.drain();
      } else if (!ending) {
        from.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    gone(false);
  }

  private void gone(boolean lost) {
    ending = true;
    deadline.cancel();
    Exchange left = exchange;
    exchange = null;
    if (left != null) {
      left.clientGone(lost);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    // Resets and TLS alerts are the peer's; anything else is a fault of ours.
    boolean peers = cause instanceof IOException || cause.getCause() instanceof IOException;
    if (!peers && !(cause instanceof RejectedExecutionException)) {
      log.atError().setCause(cause).log("connection failed");
    }
    gone(peers);
    from.close();
  }
}
