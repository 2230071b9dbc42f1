package io.kubescribe.forward.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Figures of one destination. Safe for use by many threads.
final class DeliveryMetrics {
  private final InstantSource clock;
  private final Counter delivered;
  private final Counter known;
  private final Counter retried;
  private final Counter buried;
  private final Counter bytes;
  private final Map<Signal, Timer> requests = new EnumMap<>(Signal.class);
  private final AtomicLong deliveredNanos = new AtomicLong(System.nanoTime());
  private volatile @Nullable Instant lastDelivered;

  DeliveryMetrics(String name, MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    Tags tags = Tags.of("forwarder", name);
    delivered =
        counter(
            registry,
            "kubescribe.forward.delivered.events",
            tags,
            "events that the destination has");
    known =
        counter(
            registry,
            "kubescribe.forward.known.events",
            tags,
            "of these, events that it had before");
    retried = counter(registry, "kubescribe.forward.retried.events", tags, "events sent again");
    buried =
        counter(registry, "kubescribe.forward.dead.events", tags, "events kept as dead letters");
    bytes =
        counter(
            registry,
            "kubescribe.forward.delivered.bytes",
            tags,
            "bytes delivered, before compression");
    for (Signal signal : Signal.values()) {
      requests.put(
          signal,
          Timer.builder("kubescribe.forward.requests")
              .description("requests by what came of them")
              .tags(tags.and("signal", signal.name()))
              .register(registry));
    }
  }

  private static Counter counter(
      MeterRegistry registry, String name, Tags tags, String description) {
    return Counter.builder(name).description(description).tags(tags).register(registry);
  }

  void request(Outcome outcome, long nanos) {
    requests
        .getOrDefault(outcome.signal(), requests.values().iterator().next())
        .record(Duration.ofNanos(nanos));
  }

  void delivered(boolean before) {
    delivered.increment();
    if (before) {
      known.increment();
    }
    deliveredNanos.set(System.nanoTime());
    lastDelivered = clock.instant();
  }

  void bytes(long count) {
    bytes.increment((double) count);
  }

  void retried(int count) {
    retried.increment(count);
  }

  void buried() {
    buried.increment();
  }

  /// Whether anything was delivered in these last nanoseconds.
  boolean deliveredWithin(long nanos) {
    return System.nanoTime() - deliveredNanos.get() < nanos;
  }

  DeliveryFigures figures() {
    return new DeliveryFigures(
        (long) delivered.count(),
        (long) known.count(),
        (long) retried.count(),
        (long) buried.count(),
        (long) bytes.count(),
        lastDelivered);
  }
}
