package io.kubescribe.ingest.gateway.upstream;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A small JSON request of the gateway's own to the apiserver. For one event loop.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
public final class ApiCall extends ChannelInboundHandlerAdapter {
  private static final int MOST = 1 << 20;

  private final Upstream upstream;
  private final Promise<Answer> promise;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable HttpResponse head;

  /// @param status HTTP status
  /// @param body as sent
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  public record Answer(int status, byte[] body) {}

  private ApiCall(Upstream upstream, Promise<Answer> promise) {
    this.upstream = upstream;
    this.promise = promise;
  }

  /// Sends a POST. Call on the loop; completes there, with the answer whatever its status, or with
  /// an [IOException] or [TimeoutException] when there was none.
  ///
  /// @param headers beside those that every request has, such as credentials
  public static Future<Answer> post(
      Upstream upstream,
      EventLoop loop,
      String path,
      Map<String, List<String>> headers,
      byte[] json,
      Duration limit) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(json));
    request.headers().set("Content-Type", "application/json").set("Content-Length", json.length);
    return send(upstream, loop, request, headers, limit);
  }

  /// Sends a GET; else like [#post].
  public static Future<Answer> get(
      Upstream upstream,
      EventLoop loop,
      String path,
      Map<String, List<String>> headers,
      Duration limit) {
    return send(
        upstream,
        loop,
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, path, Unpooled.EMPTY_BUFFER),
        headers,
        limit);
  }

  private static Future<Answer> send(
      Upstream upstream,
      EventLoop loop,
      FullHttpRequest request,
      Map<String, List<String>> headers,
      Duration limit) {
    Promise<Answer> promise = loop.newPromise();
    headers.forEach(request.headers()::set);
    request
        .headers()
        .set("Host", upstream.authority())
        .set("User-Agent", "kubescribe-gateway")
        .set("Accept", "application/json");
    ApiCall call = new ApiCall(upstream, promise);
    // A new connection: an idle one that just closed would make a failure of nothing.
    upstream
        .open(loop, call)
        .addListener((Future<Upstream.Connected> connected) -> {
          if (!connected.isSuccess()) {
            request.release();
            promise.tryFailure(connected.cause());
            return;
          }
          connected.getNow().channel().writeAndFlush(request);
          connected.getNow().channel().read();
          promise.addListener(done -> {
            if (!done.isSuccess()) {
              connected.getNow().channel().close();
            }
          });
        });
    loop.schedule(
        () -> promise.tryFailure(new TimeoutException("no answer in time")),
        limit.toMillis(),
        TimeUnit.MILLISECONDS);
    return promise;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
        promise.tryFailure(new ProtocolException("its answer is malformed"));
        return;
      }
      if (message instanceof HttpResponse response) {
        head = response;
      }
      if (message instanceof HttpContent piece && head != null) {
        piece.content().getBytes(piece.content().readerIndex(), body, length(piece));
        if (body.size() > MOST) {
          promise.tryFailure(new ProtocolException("its answer has more than 1 MiB"));
        } else if (message instanceof LastHttpContent) {
          complete(context, head);
        }
      }
    } catch (IOException e) {
      promise.tryFailure(e);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private static int length(HttpContent piece) {
    return piece.content().readableBytes();
  }

  private void complete(ChannelHandlerContext context, HttpResponse answered) {
    if (HttpUtil.isKeepAlive(answered)) {
      upstream.release(context.channel());
    } else {
      context.close();
    }
    promise.trySuccess(new Answer(answered.status().code(), body.toByteArray()));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (!promise.isDone()) {
      context.read();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    promise.tryFailure(new ProtocolException("it closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    promise.tryFailure(cause);
    context.close();
  }
}
