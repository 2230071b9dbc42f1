package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.kafka.SessionRecords;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionEntry;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What stands in the topic of sessions.
final class SessionLog {
  private SessionLog() {}

  /// Reads the topic from its beginning until so many sessions are in it and all have ended; none
  /// may have lost a record.
  static Map<SessionId, List<SessionRecord>> ended(String broker, int count) {
    Map<SessionId, List<SessionRecord>> sessions = new LinkedHashMap<>();
    withLosses(broker, count, Duration.ofSeconds(30))
        .forEach((id, records) -> {
          assertThat(records.getLast().sequence()).isEqualTo(records.size() - 1);
          sessions.put(id, records.stream().map(SequencedRecord::record).toList());
        });
    return sessions;
  }

  /// Reads the topic from its beginning until so many sessions are in it and all have ended.
  ///
  /// @return records by session, in their order
  static Map<SessionId, List<SequencedRecord>> withLosses(
      String broker, int count, Duration patience) {
    Map<SessionId, NavigableMap<Long, SequencedRecord>> sessions = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topic.SESSIONS.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .atMost(patience)
          .until(() -> {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
              SessionEntry entry = SessionRecords.entry(record);
              // One that was written again may stand there twice.
              sessions
                  .computeIfAbsent(entry.session(), _ -> new TreeMap<>())
                  .put(entry.sequenced().sequence(), entry.sequenced());
            }
            return sessions.size() == count
                && sessions.values().stream()
                    .allMatch(records ->
                        records.lastEntry().getValue().record() instanceof SessionRecord.End);
          });
    }
    Map<SessionId, List<SequencedRecord>> ordered = new LinkedHashMap<>();
    sessions.forEach((id, records) -> ordered.put(id, List.copyOf(records.values())));
    return ordered;
  }
}
