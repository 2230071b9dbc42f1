package io.kubescribe.index.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.ImportTallies;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.index.IndexConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/// Brings the events of `kubescribe.audit` into the search store, each once. Owns one thread, the
/// only one that writes to the store.
///
/// The checkpoint lies in the store's own commit, and reading starts there; Kafka is told no
/// offsets. What can't be indexed is durable in quarantine before the checkpoint passes it. When
/// the store fails, all starts again from the checkpoint after half a second, so nothing is lost
/// and, since events are keyed, nothing doubled; when Kafka does, reading goes on where it was. An
/// event is found by searches within a second after it was read, with or without a commit.
public final class Indexer implements Component {
  private final Tallies tallies = new Tallies();
  private final Progress progress;
  private final ConsumerLoop loop;

  /// @param store stays the caller's to close, after this
  /// @param producer for the quarantine; stays the caller's to close, after this
  public Indexer(
      SearchStore store,
      KafkaConfig kafka,
      LogProducer producer,
      DataKey quarantineKey,
      IndexConfig config,
      MeterRegistry registry,
      InstantSource clock) {
    this.progress = new Progress(registry, clock, this::ends);
    registry.gauge("kubescribe.index.halted.partitions", this, Indexer::halted);
    this.loop =
        new ConsumerLoop(
            "indexer",
            kafka,
            Topic.AUDIT,
            new IndexHandler(
                store,
                new Quarantine(producer::send, quarantineKey),
                config,
                tallies,
                progress,
                clock));
  }

  private Map<Checkpoint.Partition, Long> ends() {
    return loop.ends();
  }

  private int halted() {
    return loop.halted();
  }

  public void start() {
    loop.start();
  }

  /// What has become of the events of runs of `import`.
  public ImportTallies tallies() {
    return tallies;
  }

  /// Up to where the records of the log are durable in the store, as of the last commit or start;
  /// [Checkpoint#NONE] before that. For any thread.
  public Checkpoint committed() {
    return progress.committed();
  }

  @Override
  public String name() {
    return loop.name();
  }

  @Override
  public CheckResult check() {
    CheckResult reading = loop.check();
    return reading.ok()
        ? CheckResult.ok(reading.message() + ", " + progress.lag() + " records behind")
        : reading;
  }

  /// Ends after the records at hand with a last commit.
  @Override
  public void close() throws IOException {
    loop.close();
  }
}
