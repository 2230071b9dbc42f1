package io.kubescribe.ingest.spool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// The log as seen by those who write to it; [io.kubescribe.core.kafka.LogProducer#send] is one.
/// Safe for use by many threads.
@FunctionalInterface
public interface RecordLog {
  /// Hands a record over; blocks briefly at most and never throws.
  ///
  /// @return completes when the record is durable, or with the reason why it may not be; records of
  ///   one thread are stored in the order of their calls
  CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record);

  /// Whether a failure means that Kafka works and will never take this record, in practice because
  /// of its size.
  static boolean isRefusal(Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable reason = failure instanceof CompletionException && cause != null ? cause : failure;
    return reason instanceof RecordTooLargeException || reason instanceof InvalidRecordException;
  }
}
