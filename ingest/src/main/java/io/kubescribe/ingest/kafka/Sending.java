package io.kubescribe.ingest.kafka;

import io.kubescribe.core.kafka.Topic;
import io.kubescribe.ingest.event.PreparedBatch;
import io.kubescribe.ingest.intake.Delivery;
import io.kubescribe.ingest.spool.RecordLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// The records of one body on their way: its events in order, then what is quarantined. Used by one
/// thread.
final class Sending {
  private final BatchRecords records;
  private final PreparedBatch batch;
  private final List<ProducerRecord<byte[], byte[]>> pieces = new ArrayList<>();

  /// Answers of the first records; there are fewer than records if Kafka stopped taking them.
  private final List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();

  private int spooledEvents;

  Sending(BatchRecords records, Delivery delivery, PreparedBatch batch) {
    this.records = records;
    this.batch = batch;
    batch.quarantined().forEach(piece -> pieces.add(records.record(piece, delivery)));
  }

  /// Sends, and waits for the acknowledgements until the clock of `System.nanoTime()` says `until`.
  ///
  /// @return whether there was an answer to all that was sent, of whatever kind
  boolean send(RecordLog log, long until) throws InterruptedException {
    int count = batch.events().size() + pieces.size();
    for (int i = 0; i < count && System.nanoTime() < until; i++) {
      CompletableFuture<RecordMetadata> answer = log.send(record(i));
      sent.add(answer);
      // Without metadata each send blocks for as long as the first did.
      if (answer.isCompletedExceptionally() && !RecordLog.isRefusal(answer.exceptionNow())) {
        break;
      }
    }
    try {
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
          .get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      return sent.size() == count;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private ProducerRecord<byte[], byte[]> record(int index) {
    int events = batch.events().size();
    return index < events ? records.record(batch.events().get(index)) : pieces.get(index - events);
  }

  /// The records that may not be durable, as the spool takes them.
  List<ProducerRecord<byte[], byte[]>> unacknowledged() {
    List<ProducerRecord<byte[], byte[]>> left = new ArrayList<>();
    for (int i = 0; i < batch.events().size() + pieces.size(); i++) {
      if (isAcknowledged(i)) {
        continue;
      }
      if (i < batch.events().size()) {
        left.add(records.spooled(batch.events().get(i)));
        spooledEvents++;
      } else {
        left.add(record(i));
      }
    }
    return left;
  }

  /// Whether Kafka has acknowledged every record by now, so that the spool need not have any.
  boolean isAcknowledged() {
    for (int i = 0; i < batch.events().size() + pieces.size(); i++) {
      if (!isAcknowledged(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAcknowledged(int index) {
    return index < sent.size()
        && sent.get(index).isDone()
        && !sent.get(index).isCompletedExceptionally();
  }

  /// Events that [#unacknowledged] gave.
  int spooledEvents() {
    return spooledEvents;
  }

  /// Says that the spool has taken none of [#unacknowledged].
  void notSpooled() {
    spooledEvents = 0;
  }

  /// Events that Kafka refused for their size and that stand in quarantine.
  int tooLarge() {
    int count = 0;
    for (int i = 0; i < batch.events().size(); i++) {
      if (isAcknowledged(i)
          && sent.get(i).resultNow().topic().equals(Topic.QUARANTINE.topicName())) {
        count++;
      }
    }
    return count;
  }
}
