package io.kubescribe.ingest.kafka;

import io.kubescribe.ingest.spool.RecordLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Remembers whether Kafka answers. Open after a failure or a timeout, closed again by any
/// acknowledgement: of the spool's replay, or of a record that was given up before. Safe for use by
/// many threads.
///
/// While it is open nobody waits for Kafka and the producer's buffer does not fill: only what the
/// spool replays, or a first try a second after the last failure when nothing is under way, is
/// sent.
final class LogCircuit implements RecordLog {
  static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

  private final RecordLog to;
  private final LongSupplier nanoTime;
  private final AtomicInteger underWay = new AtomicInteger();
  private boolean open;
  private long failedAt;

  LogCircuit(RecordLog to, LongSupplier nanoTime) {
    this.to = to;
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    underWay.incrementAndGet();
    CompletableFuture<RecordMetadata> sent = to.send(record);
    var _ =
        sent.whenComplete((_, failure) -> {
          underWay.decrementAndGet();
          if (failure == null) {
            close();
          } else if (!RecordLog.isRefusal(failure)) {
            open();
          }
        });
    return sent;
  }

  /// Whether to send now. One caller a second is let through while nothing is under way.
  synchronized boolean allows() {
    if (!open) {
      return true;
    }
    long now = nanoTime.getAsLong();
    if (underWay.get() > 0 || now - failedAt < TRY_AGAIN_AFTER.toNanos()) {
      return false;
    }
    failedAt = now;
    return true;
  }

  /// Says that Kafka has not answered in time.
  synchronized void open() {
    open = true;
    failedAt = nanoTime.getAsLong();
  }

  private synchronized void close() {
    open = false;
  }

  synchronized boolean isOpen() {
    return open;
  }
}
