package io.kubescribe.ingest.http;

import io.kubescribe.core.audit.ClusterName;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs refusals, at most one of each reason in ten seconds, so that nobody fills the disk by being
/// refused. Neither path nor headers are logged: they may hold a token. Safe for use by many
/// threads.
final class RefusalLog {
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

  private static final class Reason {
    @Nullable Instant logged;
    long suppressed;
  }

  private final ReceiverMetrics metrics;
  private final InstantSource clock;
  private final Map<String, Reason> reasons = new HashMap<>();

  RefusalLog(ReceiverMetrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /// @param cluster who sent it, null when not known
  void refused(Refusal refusal, @Nullable ClusterName cluster, Channel channel) {
    metrics.refused(refusal);
    write(refusal.name().toLowerCase(Locale.ROOT), cluster, channel);
  }

  /// A connection that never became a request.
  void handshakeFailed(Channel channel) {
    metrics.refused("tls");
    write("tls", null, channel);
  }

  private void write(String name, @Nullable ClusterName cluster, Channel channel) {
    long suppressed = due(name);
    if (suppressed < 0) {
      return;
    }
    log.atWarn()
        .addKeyValue("reason", name)
        .addKeyValue("cluster", cluster == null ? "-" : cluster.value())
        .addKeyValue(
            "address",
            channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "-")
        .addKeyValue("suppressed", suppressed)
        .log("audit request refused");
  }

  /// @return how many were not logged since the last, -1 when this one is not either
  private synchronized long due(String name) {
    Instant now = clock.instant();
    Reason reason = reasons.computeIfAbsent(name, _ -> new Reason());
    if (reason.logged != null && now.isBefore(reason.logged.plus(INTERVAL))) {
      reason.suppressed++;
      return -1;
    }
    long suppressed = reason.suppressed;
    reason.logged = now;
    reason.suppressed = 0;
    return suppressed;
  }
}
