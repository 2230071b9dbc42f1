package io.kubescribe.ingest.kafka;

import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.kafka.EventRecords;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.ingest.spool.RecordLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends an event that Kafka refuses for its size to the quarantine, whose topic may allow more. An
/// acknowledgement that names the quarantine's topic tells that this happened. Safe for use by many
/// threads.
final class SizeQuarantine implements RecordLog {
  static final String REASON = "too-large";

  private static final Logger log = LoggerFactory.getLogger(SizeQuarantine.class);

  private final RecordLog to;
  private final DataKey key;

  SizeQuarantine(RecordLog to, DataKey key) {
    this.to = to;
    this.key = key;
  }

  @Override
  public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<RecordMetadata> result = new CompletableFuture<>();
    var _ =
        to.send(record)
            .whenComplete((metadata, failure) -> {
              if (failure == null) {
                result.complete(metadata);
              } else if (RecordLog.isRefusal(failure)
                  && record.topic().equals(Topic.AUDIT.topicName())) {
                // This may be the producer's own thread, which must not wait for metadata.
                Thread.ofVirtual()
                    .name("size-quarantine")
                    .start(() -> quarantine(record, failure, result));
              } else {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  private void quarantine(
      ProducerRecord<byte[], byte[]> record,
      Throwable refusal,
      CompletableFuture<RecordMetadata> result) {
    try {
      pass(to.send(quarantined(record)), result);
    } catch (RuntimeException | Error e) {
      log.atError().setCause(e).log("an event that kafka refuses can't be quarantined");
      // Its refusal, not `e`: the spool keeps what is refused and tries anything else for ever.
      result.completeExceptionally(refusal);
    }
  }

  private static void pass(
      CompletableFuture<RecordMetadata> from, CompletableFuture<RecordMetadata> to) {
    var _ =
        from.whenComplete((metadata, failure) -> {
          if (failure == null) {
            to.complete(metadata);
          } else {
            to.completeExceptionally(failure);
          }
        });
  }

  private ProducerRecord<byte[], byte[]> quarantined(ProducerRecord<byte[], byte[]> record) {
    Header run = record.headers().lastHeader("import");
    byte[] raw = record.value() == null ? new byte[0] : record.value();
    return EventRecords.quarantineRecord(
        BatchRecords.origin(text(record, "cluster"), run == null ? null : text(run)),
        REASON
            + ": kafka refuses an event of "
            + raw.length
            + " bytes: raise max.message.bytes of topic "
            + record.topic()
            + " to "
            + Topic.MAX_RECORD,
        Instant.ofEpochMilli(Long.parseLong(text(record, "receivedAt"))),
        raw,
        key);
  }

  private static String text(ProducerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalArgumentException("a record of ours has the header " + name);
    }
    return text(header);
  }

  private static String text(Header header) {
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
