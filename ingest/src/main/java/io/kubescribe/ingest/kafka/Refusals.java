package io.kubescribe.ingest.kafka;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// Tells failures that are the record's own from those of Kafka.
final class Refusals {
  private Refusals() {}

  static boolean isTooLarge(Throwable failure) {
    return cause(failure) instanceof RecordTooLargeException;
  }

  /// Whether Kafka works and will never take this record.
  static boolean isRefusal(Throwable failure) {
    return isTooLarge(failure) || cause(failure) instanceof InvalidRecordException;
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
