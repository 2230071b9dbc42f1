package io.kubescribe.ingest.gateway;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SessionKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What a gateway counts. Safe for use by many threads.
final class GatewayMetrics {
  private final MeterRegistry registry;
  private final String cluster;

  GatewayMetrics(MeterRegistry registry, ClusterName cluster) {
    this.registry = registry;
    this.cluster = cluster.value();
  }

  /// A request that went upstream.
  void forwarded() {
    counter("kubescribe.gateway.requests").increment();
  }

  /// One that the gateway answered itself.
  void refused(int code) {
    counter("kubescribe.gateway.refused", "code", Integer.toString(code)).increment();
  }

  /// A session that was not begun, because it is not known who asks.
  void refusedSession(SessionKind kind) {
    counter("kubescribe.gateway.sessions.refused", "kind", kind.wireName()).increment();
  }

  void sessionEnded(SessionKind kind, EndReason reason) {
    counter(
            "kubescribe.gateway.sessions.ended",
            "kind",
            kind.wireName(),
            "reason",
            reason.wireName())
        .increment();
  }

  private Counter counter(String name, String... tags) {
    return Counter.builder(name).tag("cluster", cluster).tags(tags).register(registry);
  }
}
