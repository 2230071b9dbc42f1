package io.kubescribe.ingest.http;

import io.kubescribe.core.Repetitions;
import io.kubescribe.core.audit.ClusterName;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs refusals, at most one of each reason in ten seconds, so that nobody fills the disk by being
/// refused. Neither path nor headers are logged: they may hold a token. Safe for use by many
/// threads.
final class RefusalLog {
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

  /// More than there are reasons.
  private static final int MOST_REASONS = 100;

  private final ReceiverMetrics metrics;
  private final Repetitions<String> reasons;

  RefusalLog(ReceiverMetrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.reasons = new Repetitions<>(INTERVAL, MOST_REASONS, clock);
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
    long suppressed = reasons.next(name);
    if (suppressed == Repetitions.NOT_DUE) {
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
}
