package io.kubescribe.forward.kafka;

import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.forward.LetterSummary;
import io.kubescribe.core.kafka.EventDecoder;
import io.kubescribe.core.kafka.EventRecords;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// How dead letters stand in records; layout in the package's description. Static.
final class LetterRecords {
  private LetterRecords() {}

  static ProducerRecord<byte[], byte[]> of(DeadLetter letter) {
    IndexableEvent event = letter.event();
    Headers headers = EventRecords.auditRecord("", event.envelope(), event.raw()).headers();
    headers.add("reason", utf8(letter.reason()));
    headers.add("origin", utf8(event.partition() + "@" + event.offset()));
    headers.add("attempts", utf8(Integer.toString(letter.attempts())));
    headers.add("at", utf8(Long.toString(letter.at().toEpochMilli())));
    return new ProducerRecord<>(
        Topic.DEADLETTERS.topicName(), null, utf8(letter.destination()), event.raw(), headers);
  }

  static ProducerRecord<byte[], byte[]> resolution(String forwarder, long number) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.DEADLETTERS.topicName(), utf8(forwarder), null);
    record.headers().add("resolves", utf8(Long.toString(number)));
    return record;
  }

  static String forwarder(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /// The number of the letter that this record says is sent again.
  static Optional<Long> resolved(ConsumerRecord<byte[], byte[]> record) {
    return text(record, "resolves").flatMap(LetterRecords::number);
  }

  /// The event of a letter, as it came from the log.
  ///
  /// @throws UnreadableEventException if we did not write this record
  static IndexableEvent event(ConsumerRecord<byte[], byte[]> record)
      throws UnreadableEventException {
    return EventDecoder.decode(record);
  }

  /// @throws UnreadableEventException if we did not write this record
  static LetterSummary summary(ConsumerRecord<byte[], byte[]> record)
      throws UnreadableEventException {
    return new LetterSummary(
        record.offset(),
        event(record).id(),
        text(record, "origin").orElse(""),
        text(record, "reason").orElse(""),
        text(record, "attempts").flatMap(LetterRecords::number).orElse(0L).intValue(),
        Instant.ofEpochMilli(
            text(record, "at").flatMap(LetterRecords::number).orElse(record.timestamp())));
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
