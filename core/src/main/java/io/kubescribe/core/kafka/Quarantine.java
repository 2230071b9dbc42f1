package io.kubescribe.core.kafka;

import io.kubescribe.core.crypto.DataKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes records of the log that a store can't take to `kubescribe.quarantine`. For the thread of
/// the loop that reads them.
public final class Quarantine {
  private static final Logger log = LoggerFactory.getLogger(Quarantine.class);
  private static final Duration ANSWER = Duration.ofSeconds(35);

  /// Less than this is not kept of a record that no topic takes whole.
  private static final int LEAST_KEPT = 1 << 10;

  /// What was sent and waits for its answer.
  private record Sent(
      ConsumerRecord<byte[], byte[]> record,
      String reason,
      int kept,
      CompletableFuture<?> answer) {}

  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send;
  private final DataKey key;
  private final List<Sent> waiting = new ArrayList<>();

  /// @param send completes when the record is durable
  public Quarantine(
      Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send, DataKey key) {
    this.send = send;
    this.key = key;
  }

  /// Sends a record on its way; [#await] tells whether it has arrived.
  public void add(ConsumerRecord<byte[], byte[]> record, String reason) {
    int length = record.value() == null ? 0 : record.value().length;
    waiting.add(sent(record, reason, length));
    log.atWarn()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", reason)
        .log("record goes to quarantine");
  }

  private Sent sent(ConsumerRecord<byte[], byte[]> record, String reason, int kept) {
    byte[] raw = record.value() == null ? new byte[0] : record.value();
    String whole =
        kept == raw.length
            ? reason
            : "%s; cut to %d of %d bytes".formatted(reason, kept, raw.length);
    return new Sent(
        record,
        reason,
        kept,
        send.apply(
            EventRecords.quarantineRecord(
                "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()),
                whole,
                Instant.ofEpochMilli(record.timestamp()),
                kept == raw.length ? raw : Arrays.copyOf(raw, kept),
                key)));
  }

  /// Waits until every record is durable.
  ///
  /// @throws IOException if one may not be; the checkpoint must not pass it until it has been sent
  ///   again
  public void await() throws IOException {
    while (!waiting.isEmpty()) {
      Sent sent = waiting.getLast();
      try {
        var _ = sent.answer().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        waiting.removeLast();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException) || sent.kept() <= LEAST_KEPT) {
          throw new IOException("quarantine did not take a record", e.getCause());
        }
        // The topic's owner allows less. The beginning with its reason is better than a halt; the
        // record itself stays in the log for as long as that keeps it.
        waiting.removeLast();
        waiting.add(sent(sent.record(), sent.reason(), sent.kept() / 2));
      } catch (TimeoutException e) {
        throw new IOException("quarantine did not answer within " + ANSWER.toSeconds() + " s", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a record went to quarantine");
      }
    }
  }

  /// Sends those again that were not taken.
  public void sendAgain() {
    waiting.replaceAll(sent ->
        sent.answer().isCompletedExceptionally()
            ? sent(sent.record(), sent.reason(), sent.kept())
            : sent);
  }

  /// Gives up on what was sent: the log brings it again.
  public void forget() {
    waiting.clear();
  }
}
