package io.kubescribe.core.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one consumer loop: reads all partitions of a topic in one thread and hands records on. It
/// never commits offsets to Kafka; where to start is the handler's to say, and a handler that fails
/// is asked anew after a pause. New partitions are found within 10 s.
///
/// A partition whose start lies outside the log (records deleted that were not read, or a topic
/// that is shorter than what was read) is halted: the others go on, [#check] says which and why,
/// and nothing is reset silently.
public final class ConsumerLoop implements Component {
  /// Receives the records; called by the loop's thread only.
  public interface Handler {
    /// Where to read from, at start and again after [#handle] has failed.
    Checkpoint start() throws IOException;

    /// Takes records in order within each partition; may be empty, so that time-driven work gets
    /// its turn at least every 200 ms.
    ///
    /// @param next the position after these records, over all partitions read so far
    void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next) throws IOException;

    /// Called once when the loop ends in order, after the last [#handle].
    void stop() throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long LOOK_FOR_PARTITIONS_NANOS = Duration.ofSeconds(10).toNanos();

  private final String name;
  private final KafkaConfig config;
  private final Topic topic;
  private final Handler handler;
  private final Thread thread;
  private final Map<TopicPartition, String> halted = new TreeMap<>(PARTITION_ORDER);
  private volatile boolean running = true;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private volatile CheckResult state = CheckResult.failed("not started");

  private static final Comparator<TopicPartition> PARTITION_ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  public ConsumerLoop(String name, KafkaConfig config, Topic topic, Handler handler) {
    this.name = name;
    this.config = config;
    this.topic = topic;
    this.handler = handler;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (running) {
      try (KafkaConsumer<byte[], byte[]> fresh = newConsumer()) {
        consumer = fresh;
        follow(fresh);
      } catch (WakeupException e) {
        // Only close() wakes the consumer up; the loop's condition ends it.
      } catch (InterruptException e) {
        break;
      } catch (KafkaException | IOException | IllegalStateException e) {
        state = CheckResult.failed(name + " starts again after: " + e.getMessage());
        log.atWarn().addKeyValue("topic", topic.topicName()).setCause(e).log("consumer failed");
        if (!pause()) {
          break;
        }
      } finally {
        consumer = null;
      }
    }
    try {
      handler.stop();
    } catch (IOException e) {
      log.atError().addKeyValue("topic", topic.topicName()).setCause(e).log("last commit failed");
    }
    state = CheckResult.failed("stopped");
  }

  private boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private KafkaConsumer<byte[], byte[]> newConsumer() {
    Map<String, Object> properties = config.clientProperties(name);
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "none");
    properties.put("isolation.level", "read_committed");
    properties.put("max.poll.records", 2000);
    properties.put("fetch.max.wait.ms", 50);
    properties.put("max.partition.fetch.bytes", 8 << 20);
    properties.put("fetch.max.bytes", 32 << 20);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void follow(KafkaConsumer<byte[], byte[]> from) throws IOException {
    Checkpoint start = handler.start();
    Map<TopicPartition, Long> positions = new HashMap<>();
    long lookedAt = System.nanoTime() - LOOK_FOR_PARTITIONS_NANOS;
    while (running) {
      if (System.nanoTime() - lookedAt >= LOOK_FOR_PARTITIONS_NANOS) {
        lookedAt = System.nanoTime();
        assignNew(from, start, positions);
      }
      ConsumerRecords<byte[], byte[]> polled = from.poll(POLL);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.count());
      polled.forEach(records::add);
      for (TopicPartition partition : polled.partitions()) {
        positions.put(partition, from.position(partition));
      }
      handler.handle(records, checkpoint(start, positions));
    }
  }

  private void assignNew(
      KafkaConsumer<byte[], byte[]> from, Checkpoint start, Map<TopicPartition, Long> positions) {
    List<TopicPartition> fresh = new ArrayList<>();
    for (PartitionInfo info : from.partitionsFor(topic.topicName())) {
      TopicPartition partition = new TopicPartition(info.topic(), info.partition());
      if (!positions.containsKey(partition)) {
        fresh.add(partition);
      }
    }
    Map<TopicPartition, Long> first = from.beginningOffsets(fresh);
    Map<TopicPartition, Long> end = from.endOffsets(fresh);
    halted.clear();
    for (TopicPartition partition : fresh) {
      Long next =
          start
              .nextOffsets()
              .get(new Checkpoint.Partition(partition.topic(), partition.partition()));
      long oldest = first.getOrDefault(partition, 0L);
      long newest = end.getOrDefault(partition, 0L);
      long wanted = next == null ? oldest : next;
      if (wanted < oldest || wanted > newest) {
        halted.put(
            partition,
            "%s halted: next record is %d, the log has %d to %d"
                .formatted(partition, wanted, oldest, newest));
      } else {
        positions.put(partition, wanted);
      }
    }
    assign(from, positions);
    state =
        halted.isEmpty()
            ? CheckResult.ok(positions.size() + " partitions")
            : CheckResult.failed(
                String.join("; ", halted.values())
                    + ". Was the topic made anew? Rebuild the store, or restore the topic.");
  }

  private static void assign(
      KafkaConsumer<byte[], byte[]> from, Map<TopicPartition, Long> positions) {
    Set<TopicPartition> before = from.assignment();
    if (before.size() == positions.size()) {
      return;
    }
    from.assign(positions.keySet());
    positions.forEach(from::seek);
  }

  private static Checkpoint checkpoint(Checkpoint start, Map<TopicPartition, Long> positions) {
    Map<Checkpoint.Partition, Long> next = new TreeMap<>(start.nextOffsets());
    positions.forEach((partition, offset) ->
        next.put(new Checkpoint.Partition(partition.topic(), partition.partition()), offset));
    return new Checkpoint(next, start.topicIds());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CheckResult check() {
    return state;
  }

  /// Ends the loop after the records at hand and waits for it.
  @Override
  public void close() throws IOException {
    running = false;
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(15));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
