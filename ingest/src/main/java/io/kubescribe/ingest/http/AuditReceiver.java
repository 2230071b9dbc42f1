package io.kubescribe.ingest.http;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.AuditConfig;
import io.kubescribe.ingest.intake.Intake;
import io.kubescribe.ingest.netty.Deadline;
import io.kubescribe.ingest.netty.NettyListener;
import io.kubescribe.ingest.netty.StrictRequestDecoder;
import io.kubescribe.ingest.token.IngestTokens;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit webhook: `POST /audit/{cluster}` over HTTP/1.1, and `/healthz`, `/readyz` and
/// `/metrics` for a process that has no other listener. Owns the listener's threads; the intake
/// stays the caller's to close, after this.
public final class AuditReceiver implements Component {
  private static final Logger log = LoggerFactory.getLogger(AuditReceiver.class);
  private static final int MOST_READ = 64 << 10;

  /// Of method, target and version together.
  private static final int MAX_LINE = 8 << 10;

  /// Of all headers of one request together.
  static final int MAX_HEADERS = 64 << 10;

  private final ReceiverParts parts;
  private final Arrival arrival = new Arrival();
  private final IngestTokens tokens;
  private final NettyListener listener;

  /// @param bodyMemory that bodies may take together, as sent and decompressed; at least twice
  ///   `maxBody`. Past it requests are answered 503.
  /// @param components what `/healthz` and `/readyz` list, asked at each request
  /// @param scrape what `/metrics` shows
  public AuditReceiver(
      AuditConfig config,
      IngestTokens tokens,
      Intake intake,
      ByteSize bodyMemory,
      MeterRegistry metrics,
      Supplier<List<Component>> components,
      Supplier<String> scrape,
      InstantSource clock) {
    this(
        config,
        tokens,
        intake,
        bodyMemory,
        metrics,
        components,
        scrape,
        clock,
        ReceiverLimits.DEFAULT);
  }

  AuditReceiver(
      AuditConfig config,
      IngestTokens tokens,
      Intake intake,
      ByteSize bodyMemory,
      MeterRegistry registry,
      Supplier<List<Component>> components,
      Supplier<String> scrape,
      InstantSource clock,
      ReceiverLimits limits) {
    BodyMemory memory = new BodyMemory(config, bodyMemory.bytes());
    ReceiverMetrics metrics = new ReceiverMetrics(registry, memory.whole());
    RefusalLog refusals = new RefusalLog(metrics, clock);
    this.tokens = tokens;
    this.parts =
        new ReceiverParts(
            new RequestGate(config, tokens),
            new AuditWork(intake, memory, metrics, refusals, components, scrape),
            memory,
            metrics,
            refusals,
            limits,
            clock);
    this.listener =
        new NettyListener(
            "ingest.audit", config.listen(), config.tls(), limits.connections(), this::accept);
    Gauge.builder("kubescribe.audit.connections", listener, NettyListener::connections)
        .register(registry);
    FunctionCounter.builder(
            "kubescribe.audit.connections.refused", listener, NettyListener::refusedConnections)
        .register(registry);
  }

  private void accept(SocketChannel channel) {
    channel.config().setAutoRead(false);
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    // One read at a time bounds what can be decoded before we are asked whether we want more.
    AdaptiveRecvByteBufAllocator reads =
        new AdaptiveRecvByteBufAllocator(1024, 16 << 10, MOST_READ);
    reads.maxMessagesPerRead(1);
    channel.config().setRecvByteBufAllocator(reads);
    StrictRequestDecoder decoder = new StrictRequestDecoder(MAX_LINE, MAX_HEADERS, false);
    AuditConnection connection =
        new AuditConnection(parts, decoder, new Deadline(channel.eventLoop()));
    channel.pipeline().addLast(arrival, decoder, new HttpResponseEncoder(), connection);
  }

  /// Starts to listen.
  ///
  /// @throws ConfigException if a certificate or key can't be used, or the address is in use or not
  ///   ours
  public void start() {
    listener.start();
    listener.every(parts.limits().tokenCheck(), tokens::refresh);
    log.atInfo().addKeyValue("address", address()).log("audit webhook listens");
  }

  /// Where it listens; the configured address before [#start].
  public HostPort address() {
    return listener.address();
  }

  @Override
  public String name() {
    return "audit-receiver";
  }

  @Override
  public CheckResult check() {
    return listener.isListening()
        ? CheckResult.ok("listens on " + address())
        : CheckResult.failed("does not listen");
  }

  /// Takes no more requests, answers those under way within 10 s, and closes. Idempotent.
  @Override
  public void close() {
    listener.drain(parts.limits().drain());
    listener.close();
  }
}
