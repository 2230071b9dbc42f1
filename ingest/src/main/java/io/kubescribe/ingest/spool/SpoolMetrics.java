package io.kubescribe.ingest.spool;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// What operators see of the spool. Safe for use by many threads.
final class SpoolMetrics {
  final Counter replayed;
  final Counter torn;
  final Counter damaged;
  final Counter refused;

  private final Segments segments;
  private final InstantSource clock;

  /// When the oldest record that is being sent was appended, -1 when none is.
  private final AtomicLong sendingSince = new AtomicLong(-1);

  SpoolMetrics(MeterRegistry registry, Segments segments, InstantSource clock) {
    this.segments = segments;
    this.clock = clock;
    replayed =
        counter(
            registry,
            "kubescribe.spool.replayed.records",
            "records that Kafka took from the spool");
    torn =
        counter(
            registry,
            "kubescribe.spool.torn.tails",
            "unacknowledged ends of segments after a crash");
    damaged =
        counter(
            registry,
            "kubescribe.spool.damaged.pieces",
            "unreadable parts of segments, kept aside");
    refused =
        counter(
            registry,
            "kubescribe.spool.refused.records",
            "records too large for Kafka, kept aside");
    gauge(
        registry, "kubescribe.spool.bytes", "bytes that the spool takes on disk", segments::bytes);
    gauge(
        registry,
        "kubescribe.spool.capacity.bytes",
        "bytes that the spool may take",
        segments::capacity);
    gauge(registry, "kubescribe.spool.records", "records that wait for Kafka", segments::records);
    gauge(registry, "kubescribe.spool.segments", "files that wait for Kafka", segments::count);
    gauge(
        registry,
        "kubescribe.spool.oldest.seconds",
        "age of the oldest record that waits for Kafka",
        this::oldestSeconds);
  }

  private static void gauge(
      MeterRegistry registry, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void sendingSince(long appendedMillis) {
    sendingSince.set(appendedMillis);
  }

  private double oldestSeconds() {
    long sending = sendingSince.get();
    long since = sending >= 0 ? sending : segments.oldestBegunMillis();
    return since < 0 ? 0 : Math.max(0, clock.millis() - since) / 1_000.0;
  }
}
