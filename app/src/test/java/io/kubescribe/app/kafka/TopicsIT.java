package io.kubescribe.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.LogRetention;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.kafka.Topics;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What we ask of the broker's administration.
@Timeout(120)
class TopicsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String AUDIT = Topic.AUDIT.topicName();

  private EmbeddedBroker broker;
  private KafkaConfig kafka;
  private Admin admin;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    broker = new EmbeddedBroker(data, new HostPort("127.0.0.1", 0));
    broker.start();
    kafka = new KafkaConfig(true, broker.address().toString(), Map.of());
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterEach
  void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void missing_topics_are_made_and_those_that_exist_are_left_alone() throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(AUDIT, 2, (short) 1).configs(Map.of("max.message.bytes", "1048588"))))
        .all()
        .get();
    List<String> warnings = Topics.ensure(kafka, TIMEOUT);
    assertThat(warnings).anyMatch(text -> text.contains("set its max.message.bytes to 71303168"));
    assertThat(warnings).allMatch(text -> text.contains(AUDIT));
    Map<String, TopicDescription> topics =
        admin
            .describeTopics(List.of(Topic.values()).stream().map(Topic::topicName).toList())
            .allTopicNames()
            .get();
    assertThat(topics).hasSameSizeAs(Topic.values());
    topics.forEach((name, topic) -> {
      int wanted =
          name.equals(AUDIT)
              ? 2
              : List.of(Topic.values()).stream()
                  .filter(known -> known.topicName().equals(name))
                  .findFirst()
                  .orElseThrow()
                  .partitions();
      assertThat(topic.partitions()).as(name).hasSize(wanted);
      assertThat(topic.partitions()).as(name).allMatch(partition -> partition.leader() != null);
    });
    assertThat(Topics.ensure(kafka, TIMEOUT)).isEqualTo(warnings);
  }

  @Test
  void records_go_when_they_are_old_and_durable_and_not_before() throws Exception {
    Topics.ensure(kafka, TIMEOUT);
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    Instant old = now.minus(LogRetention.KEPT).minusSeconds(1);
    write(0, old, 10);
    write(0, now, 5);
    write(1, old, 10);
    write(2, old, 10);
    write(3, now, 10);
    Map<Checkpoint.Partition, Long> durable = new HashMap<>();
    durable.put(new Checkpoint.Partition(AUDIT, 0), 15L);
    durable.put(new Checkpoint.Partition(AUDIT, 1), 4L);
    durable.put(new Checkpoint.Partition(AUDIT, 3), 10L);
    Checkpoint ofAnother = new Checkpoint(durable, Map.of(AUDIT, Uuid.randomUuid().toString()));
    try (LogRetention retention =
        new LogRetention(kafka, Topic.AUDIT, () -> ofAnother, () -> now)) {
      retention.start();
      Eventually.within(
          TIMEOUT, () -> retention.check().message().contains("0 partitions"), retention::check);
    }
    assertThat(oldest(0)).as("the topic was made anew").isZero();
    Checkpoint checkpoint = new Checkpoint(durable, Map.of(AUDIT, topicId()));
    try (LogRetention retention =
        new LogRetention(kafka, Topic.AUDIT, () -> checkpoint, () -> now)) {
      retention.start();
      Eventually.within(
          TIMEOUT, () -> retention.check().message().contains("2 partitions"), retention::check);
    }
    assertThat(List.of(oldest(0), oldest(1), oldest(2), oldest(3)))
        .as("old and durable, half durable, not read at all, young")
        .containsExactly(10L, 4L, 0L, 0L);
  }

  private String topicId() throws Exception {
    return admin
        .describeTopics(List.of(AUDIT))
        .allTopicNames()
        .get()
        .values()
        .iterator()
        .next()
        .topicId()
        .toString();
  }

  private void write(int partition, Instant written, int count) throws IOException {
    try (LogProducer producer =
        new LogProducer(kafka, "writer", Duration.ofSeconds(5), () -> true)) {
      for (int i = 0; i < count; i++) {
        producer
            .send(
                new ProducerRecord<>(
                    AUDIT, partition, written.toEpochMilli(), new byte[1], new byte[1]))
            .join();
      }
    }
  }

  private long oldest(int partition) throws Exception {
    TopicPartition asked = new TopicPartition(AUDIT, partition);
    return admin
        .listOffsets(Map.of(asked, OffsetSpec.earliest()))
        .partitionResult(asked)
        .get()
        .offset();
  }
}
