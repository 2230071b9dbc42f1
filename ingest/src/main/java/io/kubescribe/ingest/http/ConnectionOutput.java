package io.kubescribe.ingest.http;

import io.kubescribe.ingest.netty.Deadline;
import io.kubescribe.ingest.netty.OrderlyEnd;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/// The answers of one connection, and its orderly end. Used by its event loop alone.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class ConnectionOutput {
  private final ReceiverLimits limits;
  private final Deadline deadline;

  ConnectionOutput(ReceiverLimits limits, Deadline deadline) {
    this.limits = limits;
    this.deadline = deadline;
  }

  /// Writes an answer after which the connection stays open.
  ///
  /// @param headOnly whether its body is left out, as for HEAD
  /// @param next run when it is written
  void write(ChannelHandlerContext context, Answer answer, boolean headOnly, Runnable next) {
    send(context, answer, headOnly, false)
        .addListener(written -> {
          if (written.isSuccess()) {
            next.run();
          } else {
            context.close();
          }
        });
  }

  /// Writes the last answer and closes.
  ///
  /// @param headOnly as for [#write]
  /// @param inputEnded whether the client has said that it sends no more
  void writeLast(
      ChannelHandlerContext context, Answer answer, boolean headOnly, boolean inputEnded) {
    send(context, answer, headOnly, true)
        .addListener(written -> {
          if (written.isSuccess() && !inputEnded) {
            OrderlyEnd.begin(context, deadline, limits.linger());
          } else {
            context.close();
          }
        });
  }

  private ChannelFuture send(
      ChannelHandlerContext context, Answer answer, boolean headOnly, boolean last) {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length)
        .set("X-Content-Type-Options", "nosniff")
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    answer.headers().forEach(response.headers()::set);
    if (last) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    deadline.set(limits.request(), context::close);
    context.write(response);
    if (!headOnly) {
      context.write(new DefaultHttpContent(Unpooled.wrappedBuffer(answer.body())));
    }
    return context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }
}
