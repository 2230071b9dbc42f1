package io.kubescribe.ingest.gateway;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IdentityMode;
import io.kubescribe.ingest.gateway.control.OpenSessions;
import io.kubescribe.ingest.gateway.identity.CheckedIdentities;
import io.kubescribe.ingest.gateway.identity.Identities;
import io.kubescribe.ingest.gateway.identity.IdentityCache;
import io.kubescribe.ingest.gateway.identity.SelfReview;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.kubescribe.ingest.netty.Deadline;
import io.kubescribe.ingest.netty.NettyListener;
import io.kubescribe.ingest.netty.StrictRequestDecoder;
import io.kubescribe.ingest.netty.TcpKeepAlive;
import io.kubescribe.ingest.session.SessionDecoders;
import io.kubescribe.ingest.session.SessionRecordings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.ClientAuth;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recording gateway of one cluster: takes requests for its kube-apiserver, passes them on, and
/// records every exec, attach and port-forward. Owns its listener and threads; the recordings stay
/// the caller's to close, after this.
public final class Gateway implements Component {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final int MOST_READ = 64 << 10;
  private static final int MAX_LINE = 256 << 10;
  private static final int MAX_HEADERS = 256 << 10;

  /// A token that was withdrawn names its user for so long still, but opens nothing: the apiserver
  /// checks it each time.
  private static final Duration IDENTITY_LIFETIME = Duration.ofSeconds(60);

  private static final Duration KUBECONFIG_CHECK = Duration.ofSeconds(60);

  private final GatewayConfig config;
  private final Kubeconfig kubeconfig;
  private final GatewayParts parts;
  private final Dispatcher dispatcher;
  private final NettyListener listener;

  /// Reads nothing and opens nothing.
  ///
  /// @param sessions where open sessions are listed
  public Gateway(
      GatewayConfig config,
      Kubeconfig kubeconfig,
      SessionRecordings recordings,
      SessionDecoders decoders,
      OpenSessions sessions,
      MeterRegistry metrics,
      InstantSource clock) {
    this(
        config,
        kubeconfig,
        recordings,
        decoders,
        sessions,
        new ClusterPods(kubeconfig),
        metrics,
        clock,
        GatewayLimits.DEFAULT);
  }

  Gateway(
      GatewayConfig config,
      Kubeconfig kubeconfig,
      SessionRecordings recordings,
      SessionDecoders decoders,
      OpenSessions sessions,
      PodLookup pods,
      MeterRegistry registry,
      InstantSource clock,
      GatewayLimits limits) {
    this.config = config;
    this.kubeconfig = kubeconfig;
    boolean impersonates = config.identity() == IdentityMode.IMPERSONATE;
    Upstream upstream = new Upstream(impersonates ? kubeconfig::own : kubeconfig::forClients);
    Identities identities =
        impersonates
            ? new CheckedIdentities(upstream, kubeconfig::ownAuthorization, limits.identity())
            : new SelfReview(upstream, limits.identity());
    this.parts =
        new GatewayParts(
            config,
            kubeconfig,
            upstream,
            new IdentityCache(identities, IDENTITY_LIFETIME, clock),
            recordings,
            decoders,
            sessions,
            pods,
            new Endings(),
            new GatewayMetrics(registry, config.cluster()),
            limits,
            clock,
            new SecureRandom(),
            "kubescribe");
    this.dispatcher = new Dispatcher(parts);
    this.listener =
        new NettyListener(
            "ingest.gateway",
            config.listen(),
            config.tls(),
            // Whoever shows no certificate may show a token instead, and is refused without one.
            impersonates ? ClientAuth.OPTIONAL : ClientAuth.REQUIRE,
            limits.connections(),
            this::accept);
    Gauge.builder("kubescribe.gateway.connections", listener, NettyListener::connections)
        .tag("cluster", config.cluster().value())
        .register(registry);
    Gauge.builder("kubescribe.gateway.sessions", sessions, open -> open.count(config.cluster()))
        .tag("cluster", config.cluster().value())
        .register(registry);
    FunctionCounter.builder(
            "kubescribe.gateway.connections.refused", listener, NettyListener::refusedConnections)
        .tag("cluster", config.cluster().value())
        .register(registry);
  }

  private void accept(SocketChannel channel) {
    channel.config().setAutoRead(false);
    TcpKeepAlive.enable(channel);
    AdaptiveRecvByteBufAllocator reads =
        new AdaptiveRecvByteBufAllocator(1024, 16 << 10, MOST_READ);
    reads.maxMessagesPerRead(1);
    channel.config().setRecvByteBufAllocator(reads);
    StrictRequestDecoder decoder = new StrictRequestDecoder(MAX_LINE, MAX_HEADERS, true);
    ClientOutput output = new ClientOutput();
    Deadline deadline = new Deadline(channel.eventLoop());
    channel
        .pipeline()
        .addLast(
            decoder,
            output.encoder(),
            new ClientConnection(parts, dispatcher, decoder, output, deadline));
  }

  /// Starts to listen.
  ///
  /// @throws ConfigException if a certificate can't be used, or the address is in use or not ours
  public void start() {
    listener.start();
    listener.every(KUBECONFIG_CHECK, kubeconfig::refresh);
    Thread.ofVirtual().name("gateway-warm-up").start(parts.pods()::warmUp);
    log.atInfo()
        .addKeyValue("cluster", config.cluster())
        .addKeyValue("address", address())
        .addKeyValue("mode", config.mode().wireName())
        .log("gateway listens");
  }

  /// Where it listens; the configured address before [#start].
  public HostPort address() {
    return listener.address();
  }

  /// Whether clients speak TLS to it.
  public boolean tls() {
    return config.tls() != null;
  }

  @Override
  public String name() {
    return "gateway-" + config.cluster();
  }

  @Override
  public CheckResult check() {
    return listener.isListening()
        ? CheckResult.ok("listens on " + address())
        : CheckResult.failed("does not listen");
  }

  /// Takes no more connections, tells open sessions why they end, waits until what is under way has
  /// ended and is recorded, at most 10 s each, and closes. Idempotent.
  @Override
  public void close() {
    listener.drain(parts.limits().drain());
    parts.endings().await(parts.limits().drain());
    listener.close();
  }
}
