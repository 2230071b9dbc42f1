package io.kubescribe.ingest.gateway.upstream;

import io.kubescribe.ingest.netty.TcpKeepAlive;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Connections to kube-apiserver over HTTP/1.1. Each stays on the event loop it was opened for, and
/// is kept for the next request there when the last one ended in order. Safe for use by many
/// threads; a channel belongs to its loop.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
public final class Upstream {
  private static final String EXCHANGE = "exchange";

  private static final String CODEC = "http";

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration HANDSHAKE = Duration.ofSeconds(5);
  private static final int MAX_LINE = 8 << 10;
  private static final int MAX_HEADERS = 256 << 10;
  private static final int MAX_PIECE = 64 << 10;

  /// The apiserver closes idle connections after 90 s; a request must not meet that moment.
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final int MOST_IDLE = 64;

  private final Supplier<Endpoint> endpoint;
  private final Map<EventLoop, Deque<Channel>> idle = new ConcurrentHashMap<>();

  /// @param endpoint asked for each new connection
  public Upstream(Supplier<Endpoint> endpoint) {
    this.endpoint = endpoint;
  }

  /// Value of `Host`.
  public String authority() {
    return endpoint.get().authority();
  }

  /// A connection and whether it has carried requests before.
  public record Connected(Channel channel, boolean used) {}

  /// A connection that is idle, else a new one. Call on the loop; completes there.
  ///
  /// @param handler gets the answers; reading begins when it asks for it
  public Future<Connected> acquire(EventLoop loop, ChannelHandler handler) {
    Deque<Channel> free = idle.computeIfAbsent(loop, _ -> new ArrayDeque<>());
    for (Channel channel = free.pollLast(); channel != null; channel = free.pollLast()) {
      if (channel.isActive()) {
        channel.pipeline().remove(IdleConnection.class);
        channel.pipeline().addLast(EXCHANGE, handler);
        return loop.newSucceededFuture(new Connected(channel, true));
      }
    }
    return open(loop, handler);
  }

  /// A new connection. Call on the loop; completes there.
  ///
  /// @param handler gets the answers; reading begins when it asks for it
  public Future<Connected> open(EventLoop loop, ChannelHandler handler) {
    Promise<Connected> promise = loop.newPromise();
    Endpoint target = endpoint.get();
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(target.host());
    if (literal != null) {
      try {
        connect(loop, target, InetAddress.getByAddress(literal), handler, promise);
      } catch (UnknownHostException e) {
        promise.setFailure(e);
      }
      return promise;
    }
    // Names are resolved beside the event loop: that blocks.
    Thread.ofVirtual()
        .name("gateway-resolve")
        .start(() -> {
          try {
            InetAddress address = InetAddress.getByName(target.host());
            loop.execute(() -> connect(loop, target, address, handler, promise));
          } catch (UnknownHostException e) {
            promise.tryFailure(e);
          }
        });
    return promise;
  }

  private static void connect(
      EventLoop loop,
      Endpoint target,
      InetAddress address,
      ChannelHandler handler,
      Promise<Connected> promise) {
    AdaptiveRecvByteBufAllocator reads =
        new AdaptiveRecvByteBufAllocator(1024, 16 << 10, MAX_PIECE);
    reads.maxMessagesPerRead(1);
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.RECVBUF_ALLOCATOR, reads)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                TcpKeepAlive.enable(channel);
                addHandlers(channel, target, handler);
              }
            })
        .connect(new InetSocketAddress(address, target.port()))
        .addListener(
            (ChannelFutureListener)
                connected -> {
                  SslHandler tls = connected.channel().pipeline().get(SslHandler.class);
                  if (!connected.isSuccess()) {
                    promise.tryFailure(connected.cause());
                  } else if (tls == null) {
                    promise.trySuccess(new Connected(connected.channel(), false));
                  } else {
                    tls.handshakeFuture()
                        .addListener(done -> completed(connected.channel(), done, promise));
                    connected.channel().read();
                  }
                });
  }

  private static void completed(Channel channel, Future<?> handshake, Promise<Connected> promise) {
    if (handshake.isSuccess()) {
      promise.trySuccess(new Connected(channel, false));
    } else {
      channel.close();
      promise.tryFailure(handshake.cause());
    }
  }

  private static void addHandlers(SocketChannel channel, Endpoint target, ChannelHandler handler) {
    if (target.tls() != null) {
      SslHandler tls = target.tls().newHandler(channel.alloc(), target.serverName(), target.port());
      tls.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
      channel.pipeline().addLast(tls);
    }
    channel
        .pipeline()
        .addLast(
            CODEC,
            new HttpClientCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_LINE)
                    .setMaxHeaderSize(MAX_HEADERS)
                    .setMaxChunkSize(MAX_PIECE)
                    .setAllowPartialChunks(true)
                    .setAllowDuplicateContentLengths(false),
                false,
                false));
    channel.pipeline().addLast(EXCHANGE, handler);
  }

  /// Gives back a connection on which the last answer has ended in order. Call on its loop.
  public void release(Channel channel) {
    Deque<Channel> free = idle.computeIfAbsent(channel.eventLoop(), _ -> new ArrayDeque<>());
    if (!channel.isActive() || free.size() >= MOST_IDLE) {
      channel.close();
      return;
    }
    channel.pipeline().remove(EXCHANGE);
    channel.pipeline().addLast(new IdleConnection(IDLE, () -> free.remove(channel)));
    free.addLast(channel);
    channel.read();
  }

  /// Puts another handler in the place of the exchange.
  public static void handOver(Channel channel, ChannelHandler handler) {
    channel.pipeline().replace(EXCHANGE, EXCHANGE, handler);
  }

  /// Makes a channel one of raw bytes, after an answer 101; what follows the answer goes to the
  /// exchange as bytes.
  public static void toRaw(Channel channel) {
    channel.pipeline().remove(CODEC);
  }

  /// The failure as one word or two for people; never what the other side sent.
  public static String describe(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> "no answer";
      case UnknownHostException _ -> "its name can't be resolved";
      case ConnectException e -> String.valueOf(e.getMessage());
      // Ours alone, so its text is.
      case ProtocolException e -> String.valueOf(e.getMessage());
      case SSLException e -> "TLS: " + e.getMessage();
      default -> failure.getClass().getSimpleName();
    };
  }
}
