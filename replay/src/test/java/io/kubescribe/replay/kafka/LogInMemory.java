package io.kubescribe.replay.kafka;

import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.kafka.SessionRecords;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.replay.store.StoredRecordings;
import io.kubescribe.testkit.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The topic of sessions in memory, and a handler that reads it.
final class LogInMemory {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final int PARTITIONS = 3;
  private static final String TOPIC = Topic.SESSIONS.topicName();

  final TestClock clock = new TestClock(NOON);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final List<ProducerRecord<byte[], byte[]>> quarantined = new ArrayList<>();
  boolean reachable = true;

  private final RecordingStore store;
  private final Duration retention;
  private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> partitions = new HashMap<>();
  private Checkpoint next = Checkpoint.NONE;
  private @Nullable KeeperHandler handler;

  LogInMemory(RecordingStore store, Duration retention) {
    this.store = store;
    this.retention = retention;
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.put(i, new ArrayList<>());
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> partition(int number) {
    return partitions.getOrDefault(number, List.of());
  }

  void write(SessionId session, SequencedRecord record) {
    ProducerRecord<byte[], byte[]> sent = SessionRecords.sessionRecord(session, record);
    write(Math.floorMod(session.hashCode(), PARTITIONS), sent.key(), sent.value());
  }

  void write(SessionId session, List<SequencedRecord> records) {
    records.forEach(record -> write(session, record));
  }

  void write(int number, byte @Nullable [] key, byte @Nullable [] value) {
    List<ConsumerRecord<byte[], byte[]>> records = partition(number);
    records.add(new ConsumerRecord<>(TOPIC, number, records.size(), key, value));
  }

  Map<Checkpoint.Partition, Long> ends() {
    Map<Checkpoint.Partition, Long> ends = new HashMap<>();
    partitions.forEach((number, records) ->
        ends.put(new Checkpoint.Partition(TOPIC, number), (long) records.size()));
    return ends;
  }

  /// A new process on the same store.
  void restart() throws IOException {
    handler =
        new KeeperHandler(
            store,
            new Quarantine(
                record -> {
                  quarantined.add(record);
                  return CompletableFuture.completedFuture(record);
                },
                new DataKey(new byte[32])),
            new KeeperHandler.Log(() -> reachable, this::ends),
            new Expiry(store, new StoredRecordings(store), retention),
            new KeeperMetrics(registry),
            clock);
    startAgain();
  }

  /// What the loop does at its start and after a failure.
  void startAgain() throws IOException {
    Checkpoint checkpoint = handler().start();
    next = checkpoint;
    for (int i = 0; i < PARTITIONS; i++) {
      Checkpoint.Partition partition = new Checkpoint.Partition(TOPIC, i);
      next = next.with(partition, checkpoint.nextOffsets().getOrDefault(partition, 0L));
    }
  }

  KeeperHandler handler() {
    if (handler == null) {
      throw new IllegalStateException("not started");
    }
    return handler;
  }

  long next(int number) {
    return next.nextOffsets().getOrDefault(new Checkpoint.Partition(TOPIC, number), 0L);
  }

  /// One turn of the loop with up to so many records of each partition.
  void turn(int most) throws IOException {
    List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      int from = (int) next(i);
      int to = Math.min(from + most, partition(i).size());
      polled.addAll(partition(i).subList(from, to));
      next = next.with(new Checkpoint.Partition(TOPIC, i), to);
    }
    handler().handle(polled, next);
  }

  /// Turns for a while, one a second, all that is there in the first.
  void turnFor(Duration time) throws IOException {
    turn(Integer.MAX_VALUE / 2);
    for (long second = 0; second < time.toSeconds(); second++) {
      clock.advance(Duration.ofSeconds(1));
      turn(Integer.MAX_VALUE / 2);
    }
  }

  boolean isRead() {
    for (int i = 0; i < PARTITIONS; i++) {
      if (next(i) < partition(i).size()) {
        return false;
      }
    }
    return true;
  }

  double count(String outcome) {
    return registry.counter("kubescribe.replay.records", "outcome", outcome).count();
  }
}
