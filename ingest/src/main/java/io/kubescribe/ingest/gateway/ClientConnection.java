package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.netty.NettyListener;
import io.kubescribe.ingest.netty.StrictRequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
  private final AnswerEncoder encoder;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Exchange exchange;
  private @Nullable Future<?> deadline;
  private String uri = "";
  private boolean requestDone = true;
  private boolean keepAlive;
  private boolean answered;
  private boolean draining;
  private boolean ending;

  ClientConnection(
      GatewayParts parts,
      Dispatcher dispatcher,
      StrictRequestDecoder decoder,
      AnswerEncoder encoder) {
    this.parts = parts;
    this.dispatcher = dispatcher;
    this.decoder = decoder;
    this.encoder = encoder;
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
    closeAfter(parts.limits().head());
    active.read();
  }

  private void closeAfter(Duration limit) {
    cancelDeadline();
    deadline =
        loop().schedule((Runnable) context()::close, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
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
    cancelDeadline();
    uri = request.uri();
    requestDone = false;
    answered = false;
    boolean readable = StrictRequestDecoder.isWellFormed(request);
    encoder.headOnly(request.method().equals(HttpMethod.HEAD));
    keepAlive =
        readable
            && HttpUtil.isKeepAlive(request)
            && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    if (!readable) {
      refuse(Refusal.badRequest("the request is malformed"));
      return;
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      context()
          .writeAndFlush(
              new DefaultFullHttpResponse(
                  HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
    dispatcher.dispatch(this, request);
  }

  /// Lets the exchange take what comes from now on.
  void become(Exchange next) {
    exchange = next;
  }

  /// Whether all of the request has been received.
  boolean requestDone() {
    return requestDone;
  }

  /// Whether another request may follow on this connection.
  boolean keepAlive() {
    return keepAlive && !draining;
  }

  /// Sends the head of an answer. After one without `keepAlive`, or while the request has not
  /// ended, the connection ends with the answer.
  void head(HttpResponse response) {
    answered = true;
    keepAlive &= requestDone && !draining;
    if (!keepAlive) {
      response.headers().set("Connection", "close");
    }
    context().write(response);
  }

  /// Ends the connection with the answer under way.
  void closeAfterAnswer() {
    keepAlive = false;
  }

  /// The answer is complete: waits for the next request, or closes.
  void next(ChannelFuture written) {
    exchange = null;
    if (!keepAlive) {
      finish(written);
      return;
    }
    closeAfter(parts.limits().idle());
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
    if (answered) {
      context().close();
      return;
    }
    parts.metrics().refused(refusal.code());
    Refusal.Body body = refusal.bodyFor(uri);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(refusal.code()),
            Unpooled.wrappedBuffer(body.bytes()));
    response
        .headers()
        .set("Content-Type", body.type())
        .set("Content-Length", body.bytes().length)
        .set("Cache-Control", "no-store, private");
    if (refusal.code() == HttpResponseStatus.UNAUTHORIZED.code()) {
      response.headers().set("WWW-Authenticate", "Bearer");
    }
    exchange = null;
    head(response);
    next(context().writeAndFlush(Unpooled.EMPTY_BUFFER));
  }

  /// Gives up what is under way, because the client does not keep to the protocol.
  void abandon(Refusal refusal) {
    Exchange left = exchange;
    exchange = null;
    keepAlive = false;
    if (left != null) {
      left.clientGone(false);
    }
    refuse(refusal);
  }

  /// Says that no more is sent, and drops what comes until the client closes too. A close with
  /// bytes unread would be a reset, which can take the answer away before the client reads it.
  private void finish(ChannelFuture written) {
    ending = true;
    closeAfter(parts.limits().linger());
    written.addListener(done -> {
      if (!done.isSuccess()) {
        context().close();
        return;
      }
      SslHandler tls = channel().pipeline().get(SslHandler.class);
      if (tls != null) {
        tls.closeOutbound();
      } else {
        ((DuplexChannel) channel()).shutdownOutput();
      }
      channel().config().setAutoRead(true);
    });
  }

  /// Sends a 101 answer and lets all that follows pass as bytes, those too that came early.
  void toRaw(HttpResponse switching) {
    answered = true;
    context().write(switching);
    context().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    channel().pipeline().remove(encoder);
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
    cancelDeadline();
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
