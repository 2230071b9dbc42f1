package io.kubescribe.ingest.gateway;

import io.kubescribe.ingest.gateway.request.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/// The answers of one connection, one after the other, and whether another may follow. For its
/// event loop only.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class ClientOutput {
  private final AnswerEncoder encoder = new AnswerEncoder();
  private String uri = "";
  private boolean keepAlive;
  private boolean begun;

  /// To be put into the pipeline.
  AnswerEncoder encoder() {
    return encoder;
  }

  /// The next answer is to this request.
  ///
  /// @param readable whether what follows it can be told from it
  void answerTo(HttpRequest request, boolean readable) {
    uri = request.uri();
    begun = false;
    encoder.headOnly(request.method().equals(HttpMethod.HEAD));
    keepAlive =
        readable
            && HttpUtil.isKeepAlive(request)
            && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
  }

  /// Whether any of the answer was sent.
  boolean begun() {
    return begun;
  }

  /// Whether another request may follow.
  boolean keepAlive() {
    return keepAlive;
  }

  /// None may follow.
  void last() {
    keepAlive = false;
  }

  /// Lets the client send the body that it has announced.
  void proceed(ChannelHandlerContext context) {
    context.writeAndFlush(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
  }

  /// Sends the head of an answer. With the last one the connection ends.
  void head(ChannelHandlerContext context, HttpResponse response) {
    begun = true;
    if (!keepAlive) {
      response.headers().set("Connection", "close");
    }
    context.write(response);
  }

  /// Sends a whole answer that is a Status.
  ChannelFuture refuse(ChannelHandlerContext context, Refusal refusal) {
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
    head(context, response);
    return context.writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  /// Sends a 101 answer, the last that is HTTP, and lets what follows pass as bytes.
  void toRaw(ChannelHandlerContext context, HttpResponse switching) {
    begun = true;
    context.write(switching);
    context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    context.pipeline().remove(encoder);
  }
}
