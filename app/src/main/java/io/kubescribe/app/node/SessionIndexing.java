package io.kubescribe.app.node;

import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.derived.SessionSearch;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.LogRetention;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.index.kafka.DerivedIndexer;
import io.kubescribe.index.lucene.LuceneSessionStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;

/// Starts what makes sessions searchable by what is derived from their recordings.
final class SessionIndexing {
  private SessionIndexing() {}

  static SessionSearch start(
      Parts parts,
      DataFolder folder,
      KafkaConfig kafka,
      LogProducer producer,
      DataKey key,
      IndexConfig config,
      MeterRegistry metrics,
      InstantSource clock)
      throws IOException {
    IndexConfig sessions = config.forSessions();
    LuceneSessionStore store =
        parts.add(LuceneSessionStore.open(folder.resolve("session-index"), sessions, clock));
    DerivedIndexer indexer =
        parts.add(new DerivedIndexer(store, kafka, producer, key, sessions, metrics, clock));
    indexer.start();
    parts.add(new LogRetention(kafka, Topic.DERIVED, indexer::committed, clock)).start();
    return store;
  }
}
