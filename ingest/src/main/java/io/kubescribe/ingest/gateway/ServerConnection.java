package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.gateway.request.HeaderPolicy;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.ProtocolException;

/// The connection to the apiserver during one exchange: makes its answer one for the client. For
/// one event loop.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class ServerConnection extends ChannelInboundHandlerAdapter {
  private final HttpExchange exchange;
  private final ClientConnection client;
  private final HttpRequest request;
  private boolean used;
  private boolean informational;
  private boolean reusable;

  ServerConnection(HttpExchange exchange, ClientConnection client, HttpRequest request) {
    this.exchange = exchange;
    this.client = client;
    this.request = request;
  }

  /// The exchange goes over this one.
  void carries(Upstream.Connected connected) {
    used = connected.used();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (exchange.ended()) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpResponse response) {
      head(context, response);
    }
    if (message instanceof HttpContent piece) {
      body(context, piece);
    }
  }

  private void head(ChannelHandlerContext context, HttpResponse response) {
    boolean switching = response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL && !switching;
    if (informational) {
      return;
    }
    if (response.decoderResult().isFailure()) {
      context.close();
      exchange.broken(new ProtocolException("its answer is malformed"), false);
    } else if (switching) {
      exchange.switching(response, context.channel());
    } else {
      reusable = HttpUtil.isKeepAlive(response) && HttpUtil.isKeepAlive(request);
      HeaderPolicy.cleanAnswer(response.headers());
      delimit(response);
      exchange.answered(response);
    }
  }

  /// Sees to it that the client knows where the answer ends.
  private void delimit(HttpResponse response) {
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING);
    } else if (!response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        && !HttpUtil.isTransferEncodingChunked(response)) {
      int code = response.status().code();
      if (code != HttpResponseStatus.NO_CONTENT.code()
          && code != HttpResponseStatus.NOT_MODIFIED.code()
          && !request.method().equals(HttpMethod.HEAD)) {
        reusable = false;
        HttpUtil.setTransferEncodingChunked(response, true);
      }
    }
  }

  private void body(ChannelHandlerContext context, HttpContent piece) {
    if (informational || exchange.ended()) {
      piece.release();
      return;
    }
    if (piece.decoderResult().isFailure()) {
      piece.release();
      context.close();
      exchange.broken(new ProtocolException("its answer is malformed"), false);
      return;
    }
    ChannelFuture written = client.context().write(piece);
    if (piece instanceof LastHttpContent) {
      client.context().flush();
      exchange.completed(context.channel(), reusable, written);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (exchange.ended()) {
      return;
    }
    client.context().flush();
    if (client.channel().isWritable()) {
      context.read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      exchange.askClient();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    exchange.broken(new ProtocolException("it closed the connection"), used);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    exchange.broken(cause, used && cause instanceof IOException);
    context.close();
  }
}
