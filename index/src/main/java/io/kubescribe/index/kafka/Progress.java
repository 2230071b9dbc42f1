package io.kubescribe.index.kafka;

import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Where indexing stands, in numbers; listed in the package's description. Written by the indexing
/// thread, read by any.
final class Progress {
  /// Something that writes and may fail.
  @FunctionalInterface
  interface Write {
    void run() throws IOException;
  }

  private final InstantSource clock;
  private final Supplier<Map<Checkpoint.Partition, Long>> ends;
  private final Counter received;
  private final Map<String, Counter> outcomes = new HashMap<>();
  private final Timer commits;
  private final Timer searchable;
  private final MultiGauge lagRecords;
  private final MultiGauge lagSeconds;
  private final AtomicLong inFlight = new AtomicLong();

  /// Offset from which on no record was ever read, by partition.
  private final Map<Checkpoint.Partition, Long> unread = new HashMap<>();

  /// When the oldest record in flight was written to the log, in milliseconds.
  private final Map<Checkpoint.Partition, Long> oldest = new ConcurrentHashMap<>();

  private volatile Checkpoint committed = Checkpoint.NONE;

  /// @param ends the offset after the newest record of each partition
  Progress(
      MeterRegistry registry, InstantSource clock, Supplier<Map<Checkpoint.Partition, Long>> ends) {
    this.clock = clock;
    this.ends = ends;
    received = registry.counter("kubescribe.index.received");
    for (String outcome : List.of("added", "duplicate", "quarantined")) {
      outcomes.put(outcome, registry.counter("kubescribe.index.events", "outcome", outcome));
    }
    registry.gauge("kubescribe.index.in.flight", inFlight);
    commits = registry.timer("kubescribe.index.commit");
    searchable =
        Timer.builder("kubescribe.index.searchable")
            .serviceLevelObjectives(
                Duration.ofMillis(1_100),
                Duration.ofMillis(1_500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30))
            .register(registry);
    lagRecords = MultiGauge.builder("kubescribe.index.lag.records").register(registry);
    lagSeconds = MultiGauge.builder("kubescribe.index.lag.seconds").register(registry);
  }

  /// Notes records as they come in, before anything can fail.
  void received(List<ConsumerRecord<byte[], byte[]>> records) {
    int fresh = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Checkpoint.Partition partition = new Checkpoint.Partition(record.topic(), record.partition());
      oldest.putIfAbsent(partition, record.timestamp());
      if (record.offset() >= unread.getOrDefault(partition, 0L)) {
        unread.put(partition, record.offset() + 1);
        fresh++;
      }
    }
    received.increment(fresh);
    inFlight.addAndGet(fresh);
  }

  /// Notes that the store has taken an event.
  void appended(IndexableEvent event, AppendOutcome outcome) {
    if (outcome == AppendOutcome.ADDED) {
      Duration passed = Duration.between(event.envelope().receivedAt(), clock.instant());
      searchable.record(
          (passed.isNegative() ? Duration.ZERO : passed).plus(IndexHandler.SEARCHABLE));
    }
  }

  void timeCommit(Write commit) throws IOException {
    Timer.Sample sample = Timer.start();
    commit.run();
    sample.stop(commits);
  }

  /// Notes that the checkpoint has passed a batch.
  void settled(Batch batch, Checkpoint checkpoint) {
    count("added", batch.total().added());
    count("duplicate", batch.total().duplicates());
    count("quarantined", batch.total().quarantined());
    inFlight.addAndGet(-batch.total().total());
    committed(checkpoint);
  }

  private void count(String outcome, long number) {
    Counter counter = outcomes.get(outcome);
    if (counter != null) {
      counter.increment((double) number);
    }
  }

  /// Notes the checkpoint; all records from there on are still to be read.
  void committed(Checkpoint checkpoint) {
    boolean more = !checkpoint.nextOffsets().keySet().equals(committed.nextOffsets().keySet());
    committed = checkpoint;
    oldest.clear();
    if (more) {
      lagRecords.register(rows(this::lagRecords), true);
      lagSeconds.register(rows(this::lagSeconds), true);
    }
  }

  /// The number of one partition.
  @FunctionalInterface
  private interface OfPartition {
    double value(Checkpoint.Partition partition);
  }

  private Iterable<MultiGauge.Row<?>> rows(OfPartition number) {
    return committed.nextOffsets().keySet().stream()
        .<MultiGauge.Row<?>>map(partition ->
            MultiGauge.Row.of(
                Tags.of("partition", Integer.toString(partition.number())),
                () -> number.value(partition)))
        .toList();
  }

  private double lagRecords(Checkpoint.Partition partition) {
    long next = committed.nextOffsets().getOrDefault(partition, 0L);
    return Math.max(0, ends.get().getOrDefault(partition, next) - next);
  }

  private double lagSeconds(Checkpoint.Partition partition) {
    Long since = oldest.get(partition);
    return since == null ? 0 : Math.max(0, clock.millis() - since) / 1000.0;
  }

  /// Records in the log that the checkpoint has not passed, over all partitions.
  long lag() {
    return (long) committed.nextOffsets().keySet().stream().mapToDouble(this::lagRecords).sum();
  }

  Checkpoint committed() {
    return committed;
  }
}
