package io.kubescribe.core.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one consumer loop: reads all partitions of a topic in one thread and hands records on. It
/// never commits offsets to Kafka; where to start is the handler's to say, and a handler that fails
/// is asked anew after a pause. New partitions are found within 5 s.
///
/// A partition whose start lies outside the log (records deleted that were not read, or a topic
/// that is shorter than what was read), or whose topic was deleted and made anew, is halted: the
/// others go on, [#check] says which and why, and nothing is reset silently.
public final class ConsumerLoop implements Component {
  /// Receives the records; called by the loop's thread only.
  public interface Handler {
    /// Where to read from, at start and again after [#handle] has failed.
    Checkpoint start() throws IOException;

    /// Takes records in order within each partition; may be empty, so that time-driven work gets
    /// its turn at least every 200 ms while the broker answers.
    ///
    /// @param next the position after these records, over all partitions read so far, with the
    ///   topic's id
    void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next) throws IOException;

    /// Called once when the loop ends in order, after the last [#handle].
    void stop() throws IOException;
  }

  /// Makes what talks to Kafka; tests put in what talks to nobody.
  interface Connection {
    Consumer<byte[], byte[]> consumer();

    TopicLook look();
  }

  private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

  private final String name;
  private final Topic topic;
  private final Handler handler;
  private final Connection connection;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile CheckResult state = CheckResult.failed("not started");
  private volatile Map<Checkpoint.Partition, Long> ends = Map.of();
  private volatile int halted;

  public ConsumerLoop(String name, KafkaConfig config, Topic topic, Handler handler) {
    this(name, topic, handler, connection(name, config));
  }

  ConsumerLoop(String name, Topic topic, Handler handler, Connection connection) {
    this.name = name;
    this.topic = topic;
    this.handler = handler;
    this.connection = connection;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  private static Connection connection(String name, KafkaConfig config) {
    return new Connection() {
      @Override
      public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = config.clientProperties(name);
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "none");
        properties.put("allow.auto.create.topics", false);
        properties.put("isolation.level", "read_committed");
        properties.put("max.poll.records", 2000);
        // An answer comes as soon as there is one record; this is how long an empty one waits.
        properties.put("fetch.max.wait.ms", 50);
        properties.put("max.partition.fetch.bytes", 8 << 20);
        properties.put("fetch.max.bytes", 32 << 20);
        return new KafkaConsumer<>(
            properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      }

      @Override
      public TopicLook look() {
        return new AdminTopicLook(config, name + "-look");
      }
    };
  }

  public void start() {
    thread.start();
  }

  private void run() {
    boolean ended = false;
    try {
      while (running && followOnce()) {
        // Each turn is a start from the handler's checkpoint.
      }
      handler.stop();
      ended = true;
    } catch (IOException e) {
      log.atError().addKeyValue("topic", topic.topicName()).setCause(e).log("last commit failed");
    } finally {
      state = CheckResult.failed(ended ? "stopped" : "ended by a failure: restart the process");
    }
  }

  /// @return false if the loop must end
  private boolean followOnce() {
    try (Consumer<byte[], byte[]> fresh = connection.consumer();
        TopicLook look = connection.look()) {
      consumer = fresh;
      follow(fresh, look);
      return true;
    } catch (WakeupException e) {
      // Only close() wakes the consumer up; the loop's condition ends it.
      return true;
    } catch (InterruptException e) {
      return false;
    } catch (IOException | RuntimeException e) {
      state = CheckResult.failed(name + " starts again after: " + e.getMessage());
      log.atWarn().addKeyValue("topic", topic.topicName()).setCause(e).log("consumer failed");
      return pause();
    } finally {
      consumer = null;
    }
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

  private void follow(Consumer<byte[], byte[]> from, TopicLook look) throws IOException {
    Assignment assignment = new Assignment(from, topic, handler.start());
    long lookedAt = System.nanoTime() - LOOK_NANOS;
    while (running) {
      if (System.nanoTime() - lookedAt >= LOOK_NANOS) {
        lookedAt = System.nanoTime();
        compare(assignment, look);
      }
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      if (assignment.isReading()) {
        ConsumerRecords<byte[], byte[]> polled = from.poll(POLL);
        polled.forEach(records::add);
        assignment.advance(polled.partitions());
      } else if (!pause()) {
        return;
      }
      ends = assignment.ends();
      handler.handle(records, assignment.checkpoint());
    }
  }

  private void compare(Assignment assignment, TopicLook look) {
    try {
      state = assignment.compare(look.look(topic.topicName()));
      halted = assignment.halted();
    } catch (RetriableException e) {
      state =
          CheckResult.failed("can't look at topic " + topic.topicName() + ": " + e.getMessage());
    }
  }

  /// The offset after the newest record of each partition, at the last poll.
  public Map<Checkpoint.Partition, Long> ends() {
    return ends;
  }

  /// Partitions that are halted, as of the last look.
  public int halted() {
    return halted;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CheckResult check() {
    return state;
  }

  /// Ends the loop after the records at hand and waits for it, 15 s at most.
  @Override
  public void close() throws IOException {
    running = false;
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(STOP)) {
        throw new IOException(name + " did not end within " + STOP.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
