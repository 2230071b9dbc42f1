package io.kubescribe.index.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.derived.SessionStore;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.index.IndexConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;

/// Brings the documents of `kubescribe.derived` into the session store, each once. Owns one thread,
/// the only one that writes to the store. The checkpoint lies in the store's own commit, as with
/// the [Indexer]; what can't be indexed is durable in quarantine before the checkpoint passes it.
public final class DerivedIndexer implements Component {
  private final DerivedHandler handler;
  private final ConsumerLoop loop;

  /// @param store stays the caller's to close, after this
  /// @param producer for the quarantine; stays the caller's to close, after this
  public DerivedIndexer(
      SessionStore store,
      KafkaConfig kafka,
      LogProducer producer,
      DataKey quarantineKey,
      IndexConfig config,
      MeterRegistry registry,
      InstantSource clock) {
    handler =
        new DerivedHandler(
            store, new Quarantine(producer::send, quarantineKey), config, registry, clock);
    loop = new ConsumerLoop("derived-indexer", kafka, Topic.DERIVED, handler);
    registry.gauge("kubescribe.index.derived.lag.records", this, DerivedIndexer::lag);
  }

  public void start() {
    loop.start();
  }

  private long lag() {
    Checkpoint committed = committed();
    long lag = 0;
    for (var end : loop.ends().entrySet()) {
      long next = committed.nextOffsets().getOrDefault(end.getKey(), 0L);
      lag += Math.max(0, end.getValue() - next);
    }
    return lag;
  }

  /// Up to where the records of the log are durable in the store, as of the last commit or start;
  /// [Checkpoint#NONE] before that. For any thread.
  public Checkpoint committed() {
    return handler.committed();
  }

  @Override
  public String name() {
    return loop.name();
  }

  @Override
  public CheckResult check() {
    CheckResult reading = loop.check();
    return reading.ok()
        ? CheckResult.ok(reading.message() + ", " + lag() + " records behind")
        : reading;
  }

  /// Ends after the records at hand with a last commit.
  @Override
  public void close() throws IOException {
    loop.close();
  }
}
