package io.kubescribe.app.kafka;

import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Selection;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.index.kafka.Indexer;
import io.kubescribe.index.lucene.LuceneSearchStore;
import io.kubescribe.testkit.Eventually;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;

/// An indexer with its store on Lucene, from start to stop.
final class IndexerRun implements Closeable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final LuceneSearchStore store;
  final Indexer indexer;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LogProducer producer;
  private boolean crashed;

  IndexerRun(KafkaConfig kafka, Path folder, IndexConfig config, DataKey key) throws IOException {
    store = LuceneSearchStore.open(folder, config, InstantSource.system());
    producer = new LogProducer(kafka, "quarantine", Duration.ofSeconds(5), () -> true);
    indexer = new Indexer(store, kafka, producer, key, config, registry, InstantSource.system());
    indexer.start();
  }

  long count() throws IOException {
    return store.count(Selection.ALL);
  }

  /// Waits until searches find this many events.
  Duration awaitCount(long wanted) {
    return Eventually.within(
        PATIENCE, () -> count() == wanted, () -> wanted + " events, " + indexer.check());
  }

  /// Waits until this many records are durable, and the checkpoint is past them.
  void awaitCheckpoint(long wanted) {
    Eventually.within(
        PATIENCE,
        () -> passed() == wanted,
        () -> "checkpoint after " + wanted + " records, " + indexer.check());
  }

  private long passed() throws IOException {
    Checkpoint checkpoint = store.checkpoint();
    return checkpoint.nextOffsets().values().stream().mapToLong(Long::longValue).sum();
  }

  double metric(String name, String... tags) {
    return registry.get(name).tags(tags).meters().stream()
        .flatMapToDouble(IndexerRun::values)
        .sum();
  }

  private static DoubleStream values(Meter meter) {
    return StreamSupport.stream(meter.measure().spliterator(), false)
        .mapToDouble(measurement -> measurement.getValue());
  }

  /// Takes the store away before the last commit, as the end of the process does.
  void crash() throws IOException {
    crashed = true;
    store.close();
    indexer.close();
    producer.close();
  }

  @Override
  public void close() throws IOException {
    if (!crashed) {
      indexer.close();
      store.close();
      producer.close();
    }
  }
}
