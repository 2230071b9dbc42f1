package io.kubescribe.ingest.netty;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.TlsConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// A TCP listener with its threads, with or without TLS 1.2 and 1.3, of which the protocol is the
/// caller's. Certificate files are read again when they change. Safe for use by many threads.
public final class NettyListener implements Closeable {
  /// Fired as user event into each connection when the listener is about to end: close it as soon
  /// as nothing is under way.
  public static final Object DRAINING = new Object();

  private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(10);
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final int BACKLOG = 1024;

  /// Threads of the event loop even on one core, so that one busy connection stops not all.
  private static final int LEAST_THREADS = 2;

  private final String setting;
  private final HostPort listen;
  private final @Nullable TlsConfig tls;
  private final ClientAuth clientAuth;
  private final Consumer<SocketChannel> protocol;
  private final Duration certificateCheck;
  private final Connections connections;
  private @Nullable MultiThreadIoEventLoopGroup loops;
  private volatile @Nullable Channel listening;

  /// A listener whose clients must show a certificate where a `clientCa` is configured.
  ///
  /// @param setting section of the config that the listener is of, such as `ingest.audit`
  /// @param tls null for plain TCP
  /// @param maxConnections beyond these, and beyond half of them from one address, new ones are
  ///   closed at once
  /// @param protocol adds its handlers to each new connection, on the connection's event loop
  public NettyListener(
      String setting,
      HostPort listen,
      @Nullable TlsConfig tls,
      int maxConnections,
      Consumer<SocketChannel> protocol) {
    this(setting, listen, tls, ClientAuth.REQUIRE, maxConnections, protocol);
  }

  /// @param clientAuth whether clients must show a certificate where a `clientCa` is configured;
  ///   one that is shown and was not signed by it is refused either way
  public NettyListener(
      String setting,
      HostPort listen,
      @Nullable TlsConfig tls,
      ClientAuth clientAuth,
      int maxConnections,
      Consumer<SocketChannel> protocol) {
    this(setting, listen, tls, clientAuth, maxConnections, protocol, CERTIFICATE_CHECK);
  }

  NettyListener(
      String setting,
      HostPort listen,
      @Nullable TlsConfig tls,
      ClientAuth clientAuth,
      int maxConnections,
      Consumer<SocketChannel> protocol,
      Duration certificateCheck) {
    this.setting = setting;
    this.listen = listen;
    this.tls = tls;
    this.clientAuth = clientAuth;
    this.protocol = protocol;
    this.certificateCheck = certificateCheck;
    this.connections = new Connections(maxConnections);
  }

  /// Reads the certificates and starts to listen.
  ///
  /// @throws ConfigException if a certificate can't be used, or the address is in use or not ours
  public synchronized void start() {
    TlsFiles files = tls == null ? null : new TlsFiles(setting + ".tls", tls, clientAuth);
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors()),
            new DefaultThreadFactory(setting),
            NioIoHandler.newFactory());
    loops = group;
    try {
      listening =
          new ServerBootstrap()
              .group(group)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(new Initializer(files))
              .bind(listen.toSocketAddress())
              .syncUninterruptibly()
              .channel();
      // syncUninterruptibly throws whatever the bind failed with, checked exceptions too.
    } catch (Exception e) {
      close();
      throw new ConfigException(
          setting + ".listen: can't listen on " + listen + ": " + e.getMessage(), e);
    }
    if (files != null) {
      every(certificateCheck, files::refresh);
    }
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    private final @Nullable TlsFiles files;

    Initializer(@Nullable TlsFiles files) {
      this.files = files;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
      if (!connections.admit(channel)) {
        var _ = channel.close();
        return;
      }
      if (files != null) {
        SslHandler handler = files.current().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(HANDSHAKE.toMillis());
        channel.pipeline().addLast(handler);
      }
      protocol.accept(channel);
    }
  }

  /// Runs the task on a virtual thread again and again until the listener is closed, first after
  /// one interval. Call after [#start].
  public synchronized void every(Duration interval, Runnable task) {
    MultiThreadIoEventLoopGroup group = loops;
    if (group == null) {
      throw new IllegalStateException("not started");
    }
    var _ =
        group.scheduleWithFixedDelay(
            () -> Thread.ofVirtual().name(setting + "-check").start(task),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /// Where it listens; the configured address when it does not.
  public HostPort address() {
    Channel channel = listening;
    return channel == null || !(channel.localAddress() instanceof InetSocketAddress bound)
        ? listen
        : listen.withPort(bound.getPort());
  }

  public boolean isListening() {
    Channel channel = listening;
    return channel != null && channel.isActive();
  }

  /// Open connections now.
  public int connections() {
    return connections.count();
  }

  /// Connections that were closed at once because there were too many.
  public long refusedConnections() {
    return connections.refused();
  }

  /// The verified certificate of the other side; empty without TLS or when none was asked for.
  public static Optional<X509Certificate> peerCertificate(Channel channel) {
    SslHandler handler = channel.pipeline().get(SslHandler.class);
    if (handler == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = handler.engine().getSession().getPeerCertificates();
      return Optional.of((X509Certificate) chain[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /// Takes no more connections, fires [#DRAINING] into the open ones and waits until they are
  /// closed, at most for the limit.
  public void drain(Duration limit) {
    Channel channel = listening;
    if (channel == null) {
      return;
    }
    channel.close().awaitUninterruptibly();
    connections.drain(limit);
  }

  /// Closes what is still open and ends the threads. Idempotent.
  @Override
  public synchronized void close() {
    Channel channel = listening;
    listening = null;
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
    connections.closeAll();
    MultiThreadIoEventLoopGroup group = loops;
    loops = null;
    if (group != null) {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }
}
