package io.kubescribe.replay.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.replay.ReplayConfig;
import io.kubescribe.replay.store.StoredRecordings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/// Keeps sessions: brings the records of `kubescribe.sessions` into the recording store, each once.
/// Owns one thread, the only one that writes to the store.
///
/// The checkpoint lies in the store and is never ahead of what is durable there; reading starts
/// from it, and what comes a second time is known by its number. A number that is missing becomes a
/// gap in the recording. A recording whose gateway is silent for 60 s, while the log itself answers
/// and is read to its end, is sealed as interrupted; what comes after that opens its next epoch.
public final class RecordingKeeper implements Component {
  private final RecordingStore store;
  private final KeeperHandler handler;
  private final ConsumerLoop loop;

  /// @param store stays the caller's to close, after this
  /// @param producer for the quarantine; stays the caller's to close, after this
  public RecordingKeeper(
      RecordingStore store,
      KafkaConfig kafka,
      LogProducer producer,
      DataKey quarantineKey,
      ReplayConfig config,
      MeterRegistry registry,
      InstantSource clock) {
    this.store = store;
    this.handler =
        new KeeperHandler(
            store,
            new Quarantine(producer::send, quarantineKey),
            new KeeperHandler.Log(this::isReachable, this::ends),
            new Expiry(store, new StoredRecordings(store), config.retention()),
            new KeeperMetrics(registry),
            clock);
    this.loop = new ConsumerLoop("recording-keeper", kafka, Topic.SESSIONS, handler);
    registry.gauge("kubescribe.replay.halted.partitions", loop, ConsumerLoop::halted);
    registry.gauge("kubescribe.replay.lag.records", this, RecordingKeeper::lag);
  }

  private boolean isReachable() {
    return loop.check().ok();
  }

  private Map<Checkpoint.Partition, Long> ends() {
    return loop.ends();
  }

  public void start() {
    loop.start();
  }

  /// Up to where the records of the log are durable in the store, as of the last commit or start;
  /// [Checkpoint#NONE] before that. For any thread.
  public Checkpoint committed() {
    return handler.committed();
  }

  private double lag() {
    Map<Checkpoint.Partition, Long> next = committed().nextOffsets();
    return loop.ends().entrySet().stream()
        .mapToDouble(end -> end.getValue() - next.getOrDefault(end.getKey(), end.getValue()))
        .filter(behind -> behind > 0)
        .sum();
  }

  @Override
  public String name() {
    return loop.name();
  }

  @Override
  public CheckResult check() {
    CheckResult room = store.check();
    CheckResult reading = loop.check();
    if (!room.ok() || !reading.ok()) {
      return room.ok() ? reading : room;
    }
    return CheckResult.ok(reading.message() + ", " + (long) lag() + " records behind");
  }

  /// Ends after the records at hand with a last commit.
  @Override
  public void close() throws IOException {
    loop.close();
  }
}
