package io.kubescribe.ingest.http;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.intake.Receipt;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;

/// What operators see of the receiver. Safe for use by many threads.
final class ReceiverMetrics {
  private final MeterRegistry registry;

  ReceiverMetrics(MeterRegistry registry, ByteBudget budget) {
    this.registry = registry;
    Gauge.builder("kubescribe.audit.inflight", budget, ByteBudget::used)
        .description("Bytes of bodies in memory")
        .baseUnit("bytes")
        .register(registry);
  }

  /// @param bytes of the body, decompressed
  void taken(ClusterName cluster, int bytes, Receipt receipt) {
    String name = cluster.value();
    registry.counter("kubescribe.audit.bodies", "cluster", name).increment();
    registry.counter("kubescribe.audit.bytes", "cluster", name).increment(bytes);
    events(name, "accepted", receipt.accepted());
    events(name, "duplicate", receipt.duplicates());
    events(name, "quarantined", receipt.quarantined());
  }

  private void events(String cluster, String outcome, int count) {
    registry
        .counter("kubescribe.audit.events", "cluster", cluster, "outcome", outcome)
        .increment(count);
  }

  void refused(Refusal refusal) {
    refused(refusal.name().toLowerCase(Locale.ROOT));
  }

  void refused(String reason) {
    registry.counter("kubescribe.audit.refused", "reason", reason).increment();
  }

  /// @param wait from the complete request to its answer
  void answered(int status, Duration wait) {
    registry.timer("kubescribe.audit.answers", "status", Integer.toString(status)).record(wait);
  }
}
