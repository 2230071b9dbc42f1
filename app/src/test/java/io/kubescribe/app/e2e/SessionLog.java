package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.kafka.SessionRecords;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.session.SessionEntry;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What stands in the topic of sessions.
final class SessionLog {
  private SessionLog() {}

  /// Reads the topic from its beginning until so many sessions are in it and all have ended.
  static Map<SessionId, List<SessionRecord>> ended(String broker, int count) {
    Map<SessionId, List<SessionRecord>> sessions = new LinkedHashMap<>();
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
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
              SessionEntry entry = SessionRecords.entry(record);
              List<SessionRecord> records =
                  sessions.computeIfAbsent(entry.session(), _ -> new ArrayList<>());
              assertThat(entry.sequenced().sequence()).isEqualTo(records.size());
              records.add(entry.sequenced().record());
            }
            return sessions.size() == count
                && sessions.values().stream()
                    .allMatch(records -> records.getLast() instanceof SessionRecord.End);
          });
    }
    return sessions;
  }
}
