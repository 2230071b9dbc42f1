package io.kubescribe.ingest.spool;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// The log as seen by those who write to it; [io.kubescribe.core.kafka.LogProducer#send] is one.
/// Safe for use by many threads.
@FunctionalInterface
public interface RecordLog {
  /// Hands a record over; blocks briefly at most and never throws.
  ///
  /// @return completes when the record is durable, or with the reason why it may not be; records of
  ///   one thread are stored in the order of their calls
  CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record);
}
