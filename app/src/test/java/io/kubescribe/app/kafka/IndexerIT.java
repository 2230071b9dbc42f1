package io.kubescribe.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.kafka.EventRecords;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.kafka.Topics;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.testkit.Eventually;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.SampleEvents.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The indexer between a real broker and a real store.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class IndexerIT {
  private static final long SEED = 20261124;
  private static final DataKey KEY = new DataKey(new byte[32]);
  private static final IndexConfig OFTEN = committing(Duration.ofMillis(300));
  private static final IndexConfig NEVER = committing(Duration.ofDays(1));

  private Path brokerFolder;
  private EmbeddedBroker broker;
  private KafkaConfig kafka;
  private Admin admin;
  private LogProducer producer;
  @TempDir private Path folder;

  private static IndexConfig committing(Duration interval) {
    return new IndexConfig(
        IndexConfig.DEFAULT.store(),
        IndexConfig.DEFAULT.retention(),
        interval,
        ByteSize.ofMebibytes(64),
        IndexConfig.DEFAULT.slice(),
        ByteSize.ofMebibytes(32),
        IndexConfig.DEFAULT.queryTimeout());
  }

  @BeforeAll
  void startBroker(@TempDir Path data) throws IOException {
    brokerFolder = data;
    broker = new EmbeddedBroker(data, new HostPort("127.0.0.1", 0));
    broker.start();
    kafka = new KafkaConfig(true, broker.address().toString(), Map.of());
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  void stopBroker() {
    admin.close();
    broker.close();
  }

  @BeforeEach
  void makeTopics() throws IOException {
    assertThat(Topics.ensure(kafka, Duration.ofSeconds(20))).isEmpty();
    producer = new LogProducer(kafka, "receiver", Duration.ofSeconds(5), () -> true);
  }

  @AfterEach
  void deleteTopics() throws Exception {
    producer.close();
    delete(Topic.AUDIT);
    delete(Topic.QUARANTINE);
  }

  private void delete(Topic topic) throws Exception {
    admin.deleteTopics(List.of(topic.topicName())).all().get();
    Eventually.within(
        IndexerRun.PATIENCE,
        () -> !admin.listTopics().names().get().contains(topic.topicName()),
        () -> topic + " is still there");
  }

  private IndexerRun run(IndexConfig config) throws IOException {
    return new IndexerRun(kafka, folder.resolve("store"), config, KEY);
  }

  private static List<Sample> samples(int count) {
    return new SampleEvents(SEED).list(count);
  }

  private void send(List<Sample> samples) {
    List<CompletableFuture<?>> acknowledged = new ArrayList<>();
    int receiver = 0;
    for (Sample sample : samples) {
      String key = "receiver-" + receiver++ % 8;
      acknowledged.add(
          producer.send(EventRecords.auditRecord(key, sample.envelope(), sample.raw())));
    }
    CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new)).join();
  }

  @Test
  void an_acknowledged_event_is_found_within_two_seconds() throws IOException {
    List<Sample> samples = samples(20);
    try (IndexerRun run = run(NEVER)) {
      send(samples.subList(0, 1));
      run.awaitCount(1);
      for (int i = 1; i < samples.size(); i++) {
        send(samples.subList(i, i + 1));
        assertThat(run.awaitCount(i + 1)).isLessThan(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void a_restart_goes_on_where_the_last_commit_ended() throws IOException {
    List<Sample> samples = samples(900);
    try (IndexerRun run = run(NEVER)) {
      send(samples.subList(0, 300));
      run.awaitCount(300);
    }
    send(samples.subList(300, 600));
    try (IndexerRun run = run(NEVER)) {
      assertThat(run.count()).isEqualTo(300);
      run.awaitCount(600);
      assertThat(run.metric("kubescribe.index.received")).isEqualTo(300);
      run.crash();
    }
    send(samples.subList(600, 900));
    try (IndexerRun run = run(OFTEN)) {
      assertThat(run.count()).isEqualTo(300);
      run.awaitCount(900);
      run.awaitCheckpoint(900);
      assertThat(run.metric("kubescribe.index.events", "outcome", "added")).isEqualTo(600);
      assertThat(run.metric("kubescribe.index.in.flight")).isZero();
      assertThat(run.metric("kubescribe.index.lag.records")).isZero();
    }
  }

  @Test
  void a_redelivery_changes_nothing() throws IOException {
    List<Sample> samples = samples(200);
    try (IndexerRun run = run(OFTEN)) {
      for (int i = 0; i < 5; i++) {
        send(samples);
      }
      run.awaitCheckpoint(1000);
      assertThat(run.count()).isEqualTo(200);
      assertThat(run.metric("kubescribe.index.events", "outcome", "duplicate")).isEqualTo(800);
    }
  }

  /// Bad input B67.
  @Test
  void foreign_records_are_in_quarantine_and_the_rest_goes_on() throws IOException {
    String topic = Topic.AUDIT.topicName();
    byte[] key = "receiver-1".getBytes(StandardCharsets.UTF_8);
    byte[] junk = new byte[8 << 20];
    try (IndexerRun run = run(OFTEN)) {
      send(samples(5));
      producer.send(new ProducerRecord<>(topic, 0, key, null)).join();
      producer.send(new ProducerRecord<>(topic, 0, key, new byte[0])).join();
      producer.send(new ProducerRecord<>(topic, 0, null, junk)).join();
      producer.send(new ProducerRecord<>(topic, 0, key, junk)).join();
      send(samples(10));
      run.awaitCheckpoint(19);
      assertThat(run.count()).isEqualTo(10);
      assertThat(run.indexer.check().ok()).isTrue();
      assertThat(run.metric("kubescribe.index.received")).isEqualTo(19);
      assertThat(run.metric("kubescribe.index.events")).isEqualTo(19);
    }
    List<ConsumerRecord<byte[], byte[]>> kept = read(Topic.QUARANTINE);
    assertThat(kept).hasSize(4);
    assertThat(kept.stream().map(record -> new String(record.key(), StandardCharsets.UTF_8)))
        .allMatch(origin -> origin.matches("kubescribe\\.audit-0@\\d+"))
        .doesNotHaveDuplicates();
    assertThat(KEY.open(kept.getLast().value())).isEqualTo(junk);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic.topicName(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /// Bad input B68.
  @Test
  void a_topic_made_anew_is_not_read_on() throws Exception {
    try (IndexerRun run = run(OFTEN)) {
      send(samples(50));
      run.awaitCheckpoint(50);
      delete(Topic.AUDIT);
      Topics.ensure(kafka, Duration.ofSeconds(20));
      awaitHalt(run);
      send(samples(100).subList(50, 100));
      assertThat(run.count()).isEqualTo(50);
    }
    try (IndexerRun run = run(OFTEN)) {
      awaitHalt(run);
      assertThat(run.count()).isEqualTo(50);
    }
  }

  private static void awaitHalt(IndexerRun run) {
    Eventually.within(
        IndexerRun.PATIENCE,
        () -> run.indexer.check().message().contains("deleted and made anew"),
        () -> run.indexer.check());
    assertThat(run.indexer.check().ok()).isFalse();
  }

  @Test
  void an_added_partition_is_read_from_its_start() throws Exception {
    try (IndexerRun run = run(OFTEN)) {
      send(samples(50));
      run.awaitCheckpoint(50);
      int more = Topic.AUDIT.partitions() + 1;
      admin
          .createPartitions(Map.of(Topic.AUDIT.topicName(), NewPartitions.increaseTo(more)))
          .all()
          .get();
      Sample last = samples(51).getLast();
      ProducerRecord<byte[], byte[]> record =
          EventRecords.auditRecord("receiver", last.envelope(), last.raw());
      Eventually.within(
          IndexerRun.PATIENCE,
          () ->
              producer
                      .send(
                          new ProducerRecord<>(
                              record.topic(),
                              more - 1,
                              record.key(),
                              record.value(),
                              record.headers()))
                      .get()
                      .partition()
                  == more - 1,
          () -> "partition not writable");
      run.awaitCount(51);
      assertThat(run.indexer.check().ok()).isTrue();
    }
  }

  @Test
  void a_broker_that_restarts_loses_nothing() throws Exception {
    List<Sample> samples = samples(200);
    try (IndexerRun run = run(OFTEN)) {
      send(samples.subList(0, 100));
      run.awaitCount(100);
      HostPort address = broker.address();
      broker.close();
      EmbeddedBroker again = new EmbeddedBroker(brokerFolder, address);
      again.start();
      broker = again;
      send(samples.subList(100, 200));
      run.awaitCount(200);
      run.awaitCheckpoint(200);
    }
  }
}
