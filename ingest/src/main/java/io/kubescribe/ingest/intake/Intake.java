package io.kubescribe.ingest.intake;

/// Makes bodies of audit events durable. Safe for use by many threads; [#take] blocks its caller,
/// so call it on a virtual thread.
public interface Intake {
  /// Bytes of a body beyond which it may take longer than 2 s on a slow machine. kube-apiserver
  /// sends none so large by default: its batches have 400 events, and the largest seen had 1.7 MB.
  int LARGE_BODY = 16 << 20;

  /// Splits and redacts a body and waits until every event and every quarantined piece of it is
  /// acknowledged by Kafka or stands fsynced in the local spool. Returns or throws within 2 s of
  /// [Delivery#completeNanos], 80 ms later for each MiB beyond [#LARGE_BODY], and for an import,
  /// which nobody splits later, within 18 s; whatever Kafka and the disk do.
  ///
  /// @throws UnavailableException if neither Kafka nor the spool can take it; the sender shall send
  ///   the whole body again
  Receipt take(Delivery delivery) throws UnavailableException, InterruptedException;
}
