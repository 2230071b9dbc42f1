package io.kubescribe.ingest.kafka;

import io.kubescribe.core.audit.ClusterName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/// What operators see of the intake. Safe for use by many threads.
final class IntakeMetrics {
  final Counter emptyBodies;
  final Counter laterBodies;
  final Counter refusedBodies;
  final Timer durable;

  private final MeterRegistry registry;

  IntakeMetrics(MeterRegistry registry) {
    this.registry = registry;
    emptyBodies =
        Counter.builder("kubescribe.intake.empty.bodies")
            .description("bodies without an event")
            .register(registry);
    laterBodies =
        Counter.builder("kubescribe.intake.later.bodies")
            .description("bodies too large to be read in time, spooled whole and read later")
            .register(registry);
    refusedBodies =
        Counter.builder("kubescribe.intake.refused.bodies")
            .description("bodies that neither Kafka nor the spool could take")
            .register(registry);
    durable =
        Timer.builder("kubescribe.intake.durable")
            .description("from the body's end to all of it durable")
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2))
            .register(registry);
  }

  void circuit(LogCircuit circuit) {
    Gauge.builder("kubescribe.intake.kafka.away", circuit, c -> c.isOpen() ? 1 : 0)
        .description("1 while Kafka does not answer and bodies go to the spool")
        .register(registry);
  }

  void received(ClusterName cluster, int events) {
    count("kubescribe.intake.received.events", "events taken in", cluster, events);
  }

  void duplicate(ClusterName cluster, int events) {
    count("kubescribe.intake.duplicate.events", "events taken in before", cluster, events);
  }

  void spooled(ClusterName cluster, int events) {
    count("kubescribe.intake.spooled.events", "events that went to the spool", cluster, events);
  }

  private void count(String name, String description, ClusterName cluster, int events) {
    Counter.builder(name)
        .description(description)
        .tag("cluster", cluster.value())
        .register(registry)
        .increment(events);
  }

  /// @param reason short word, then `:` and more
  void quarantined(String reason) {
    int colon = reason.indexOf(':');
    Counter.builder("kubescribe.intake.quarantined.events")
        .description("pieces of bodies that are no event, or too large for Kafka")
        .tag("reason", colon < 0 ? reason : reason.substring(0, colon))
        .register(registry)
        .increment();
  }
}
