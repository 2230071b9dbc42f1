package io.kubescribe.ingest.spool;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends records until Kafka has acknowledged each. Used by one thread.
final class LogDelivery {
  private static final Logger log = LoggerFactory.getLogger(LogDelivery.class);

  private final RecordLog to;
  private final Unpacker unpacker;
  private final KeptAside aside;
  private final RecordCodec codec;
  private final SpoolMetrics metrics;
  private final SpoolLimits limits;
  private final InstantSource clock;

  LogDelivery(
      RecordLog to,
      Unpacker unpacker,
      KeptAside aside,
      RecordCodec codec,
      SpoolMetrics metrics,
      SpoolLimits limits,
      InstantSource clock) {
    this.to = to;
    this.unpacker = unpacker;
    this.aside = aside;
    this.codec = codec;
    this.metrics = metrics;
    this.limits = limits;
    this.clock = clock;
  }

  /// Returns when every record is acknowledged, or kept aside because Kafka takes none of its size.
  ///
  /// @return false if a record could not be kept aside, so that its segment has to be kept
  boolean deliver(List<ProducerRecord<byte[], byte[]>> appended) throws InterruptedException {
    List<ProducerRecord<byte[], byte[]>> left = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : appended) {
      left.addAll(unpacker.unpack(record));
    }
    boolean kept = true;
    boolean failedBefore = false;
    while (true) {
      Attempt attempt = attempt(left);
      for (ProducerRecord<byte[], byte[]> refused : attempt.refused()) {
        kept &= keep(refused);
      }
      left = attempt.left();
      if (left.isEmpty()) {
        return kept;
      }
      if (!failedBefore) {
        log.atInfo().addKeyValue("records", left.size()).log("kafka does not take them yet");
      }
      failedBefore = true;
      Thread.sleep(limits.pause());
    }
  }

  private record Attempt(
      List<ProducerRecord<byte[], byte[]>> left, List<ProducerRecord<byte[], byte[]>> refused) {}

  private Attempt attempt(List<ProducerRecord<byte[], byte[]>> records)
      throws InterruptedException {
    List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      CompletableFuture<RecordMetadata> answer = to.send(record);
      sent.add(answer);
      // While Kafka is away each send may block for as long as the first did.
      if (answer.isCompletedExceptionally() && !RecordLog.isRefusal(answer.exceptionNow())) {
        break;
      }
    }
    try {
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
          .get(limits.answer().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Looked at one by one.
    }
    List<ProducerRecord<byte[], byte[]>> left = new ArrayList<>();
    List<ProducerRecord<byte[], byte[]>> refused = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      CompletableFuture<RecordMetadata> answer = i < sent.size() ? sent.get(i) : null;
      if (answer == null || !answer.isDone()) {
        left.add(records.get(i));
      } else if (answer.isCompletedExceptionally()) {
        (RecordLog.isRefusal(answer.exceptionNow()) ? refused : left).add(records.get(i));
      }
    }
    return new Attempt(left, refused);
  }

  private boolean keep(ProducerRecord<byte[], byte[]> refused) {
    metrics.refused.increment();
    int size = refused.value() == null ? 0 : refused.value().length;
    log.atError()
        .addKeyValue("topic", refused.topic())
        .addKeyValue("bytes", size)
        .log(
            "kafka refuses a record for its size, it is kept in the spool: raise the topic's"
                + " max.message.bytes and start again");
    try {
      long now = clock.millis();
      aside.refuse(codec.frames(List.of(refused), now).getFirst(), now);
      return true;
    } catch (IOException e) {
      log.atError().setCause(e).log("a refused record could not be kept apart");
      return false;
    }
  }
}
