package io.kubescribe.index.kafka;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.kafka.EventRecords;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.testkit.SampleEvents;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// One partition of `kubescribe.audit`, and a reader of it that behaves as the consumer loop does.
final class LogInMemory {
  static final Checkpoint.Partition PARTITION =
      new Checkpoint.Partition(Topic.AUDIT.topicName(), 0);
  static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAQ";

  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final IndexHandler handler;
  private int position = -1;

  LogInMemory(IndexHandler handler) {
    this.handler = handler;
  }

  /// Writes an event; one with the same number is the same event.
  void event(int number, Instant received, @Nullable String importId) {
    byte[] raw =
        SampleEvents.event(
            "event-" + number,
            "\"stageTimestamp\":\"2026-11-23T10:00:00.%06dZ\"".formatted(number));
    add(EventRecords.auditRecord("receiver-1", envelope(received, importId), raw), received);
  }

  void add(ProducerRecord<byte[], byte[]> produced, Instant written) {
    add(produced.key(), produced.value(), headers(produced), written);
  }

  /// Headers as we write them, but for those named, which can't be read.
  static Map<String, byte[]> headers(String... wrong) {
    Map<String, byte[]> headers =
        headers(EventRecords.auditRecord("key", envelope(Instant.EPOCH, null), new byte[0]));
    List.of(wrong).forEach(name -> headers.put(name, new byte[] {'?'}));
    return headers;
  }

  private static EventEnvelope envelope(Instant received, @Nullable String importId) {
    return new EventEnvelope(new ClusterName("prod"), "webhook", received, List.of(), importId);
  }

  private static Map<String, byte[]> headers(ProducerRecord<byte[], byte[]> produced) {
    Map<String, byte[]> headers = new HashMap<>();
    produced.headers().forEach(header -> headers.put(header.key(), header.value()));
    return headers;
  }

  void add(
      byte @Nullable [] key,
      byte @Nullable [] value,
      Map<String, byte[]> headers,
      Instant written) {
    RecordHeaders added = new RecordHeaders();
    headers.forEach(added::add);
    records.add(
        new ConsumerRecord<>(
            PARTITION.topic(),
            PARTITION.number(),
            records.size(),
            written.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            added,
            Optional.empty()));
  }

  int end() {
    return records.size();
  }

  /// Hands on up to `count` records, or none.
  ///
  /// @return whether the handler took them; if not, it is asked anew where to start
  boolean poll(int count) {
    try {
      if (position < 0) {
        position = handler.start().nextOffsets().getOrDefault(PARTITION, 0L).intValue();
      }
      int end = Math.min(records.size(), position + count);
      List<ConsumerRecord<byte[], byte[]>> polled = List.copyOf(records.subList(position, end));
      handler.handle(polled, checkpoint(end));
      position = end;
      return true;
    } catch (IOException e) {
      position = -1;
      return false;
    }
  }

  /// Kafka fails while it is read: the handler is asked anew where to start.
  void fail() {
    position = -1;
  }

  static Checkpoint checkpoint(long next) {
    return new Checkpoint(Map.of(PARTITION, next), Map.of(PARTITION.topic(), TOPIC_ID));
  }
}
