package io.kubescribe.app.node;

import io.kubescribe.ingest.spool.RecordLog;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Fails at once until our topics stand: a producer's first record would make a cluster that
/// creates topics by itself create them with its own settings. Safe for use by many threads.
///
/// @param to where records go from then on
record TopicGate(RecordLog to, BooleanSupplier topicsStand) implements RecordLog {
  @Override
  public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return topicsStand.getAsBoolean()
        ? to.send(record)
        : CompletableFuture.failedFuture(new IOException("the topics are not made yet"));
  }
}
