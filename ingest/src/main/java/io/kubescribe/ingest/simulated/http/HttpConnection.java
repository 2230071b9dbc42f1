package io.kubescribe.ingest.simulated.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One client connection: hands each request to a virtual thread, one after the other. Its methods
/// run on the connection's event loop unless said otherwise.
public final class HttpConnection extends ChannelInboundHandlerAdapter {
  /// Go's limit of a request's head, in bytes.
  private static final int MAX_HEAD = 1 << 20;

  /// Requests that a client may send ahead.
  private static final int MAX_AHEAD = 16;

  private final SocketChannel channel;
  private final Consumer<Exchange> handler;
  private final InstantSource clock;
  private final ChannelOutput output;
  private final ArrayDeque<Object> ahead = new ArrayDeque<>();
  private @Nullable ServedExchange current;
  private @Nullable ByteQueue raw;
  private boolean upgrading;

  private HttpConnection(SocketChannel channel, Consumer<Exchange> handler, InstantSource clock) {
    this.channel = channel;
    this.handler = handler;
    this.clock = clock;
    this.output = new ChannelOutput(channel);
  }

  /// Serves a new connection.
  ///
  /// @param handler called on a virtual thread for each request, which is interrupted when the
  ///   client has gone; must answer
  public static void serve(SocketChannel channel, Consumer<Exchange> handler, InstantSource clock) {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_HEAD)
            .setMaxHeaderSize(MAX_HEAD)
            .setHeadersFactory(DefaultHttpHeadersFactory.headersFactory().withValidation(false));
    channel
        .pipeline()
        .addLast(new HttpServerCodec(config))
        .addLast(new HttpConnection(channel, handler, clock));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteQueue queue = raw;
    if (queue != null && message instanceof ByteBuf bytes) {
      queue.offer(bytes);
    } else if (upgrading || message instanceof ByteBuf) {
      ReferenceCountUtil.release(message);
    } else {
      take(message);
    }
  }

  private void take(Object message) {
    ServedExchange exchange = current;
    if (exchange != null && exchange.bodyComplete()) {
      if (exchange.asksUpgrade() || ahead.size() >= MAX_AHEAD) {
        ReferenceCountUtil.release(message);
      } else {
        ahead.add(message);
      }
      return;
    }
    if (message instanceof HttpRequest request) {
      if (request.decoderResult().isFailure()) {
        var _ = channel.close();
        return;
      }
      begin(request);
    }
    if (message instanceof HttpContent content && current != null) {
      ServedExchange receiving = current;
      receiving.bodyQueue().offer(content.content());
      if (content instanceof LastHttpContent) {
        receiving.bodyEnded();
      }
    }
  }

  private void begin(HttpRequest request) {
    ServedExchange exchange = new ServedExchange(this, channel, output, request, clock);
    current = exchange;
    exchange.start(handler);
  }

  /// The answer is complete.
  void done(boolean keepAlive) {
    ServedExchange exchange = current;
    if (exchange == null) {
      return;
    }
    if (!keepAlive || !exchange.bodyComplete()) {
      var _ = channel.close();
      return;
    }
    current = null;
    while (!ahead.isEmpty() && (current == null || !current.bodyComplete())) {
      take(ahead.remove());
    }
  }

  /// Takes HTTP off the connection, so that raw bytes follow.
  Wire switchToRaw(byte[] answer) {
    upgrading = true;
    channel.pipeline().remove(HttpServerCodec.class);
    ByteQueue queue = new ByteQueue(channel);
    raw = queue;
    var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(answer));
    return new ChannelWire(channel, queue, output);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    output.wake();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    output.wake();
    ahead.forEach(ReferenceCountUtil::release);
    ahead.clear();
    ByteQueue queue = raw;
    if (queue != null) {
      queue.end();
    }
    ServedExchange exchange = current;
    if (exchange != null) {
      exchange.clientGone();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset by the client, or a broken handshake: there is nobody left to tell.
    var _ = context.close();
  }
}
