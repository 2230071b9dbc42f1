package io.kubescribe.core.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a topic as a member of a consumer group, for readers that settle records one by one and in
/// any order; the [ConsumerLoop] is for those that keep a checkpoint of their own. Processes of one
/// group share the partitions.
///
/// Offsets are committed once a second, never past a record that is not settled: what was handed on
/// and not settled comes again after a restart, and after the partition moved to another process.
/// Records that were deleted before they were read are counted and told, not passed over in
/// silence.
public final class GroupLoop implements Component {
  /// Receives the records; called by the loop's thread only.
  public interface Handler {
    /// Takes a record, in order within its partition.
    ///
    /// @param settled to be called when nothing is left to do about the record, by any thread
    void handle(ConsumerRecord<byte[], byte[]> record, Runnable settled);

    /// Called after each turn, at least every 50 ms while the broker answers.
    ///
    /// @return whether more records are wanted now
    boolean ready();

    /// Called once when the loop ends in order: settle what is under way as far as that goes soon;
    /// no record follows, and the last commit comes after.
    void stop();
  }

  /// Where a group begins that has not read a partition yet.
  public enum Start {
    OLDEST,
    NEWEST
  }

  private static final Logger log = LoggerFactory.getLogger(GroupLoop.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final long COMMIT_NANOS = Duration.ofSeconds(1).toNanos();

  private final String name;
  private final Topic topic;
  private final Start start;
  private final Handler handler;
  private final Supplier<Consumer<byte[], byte[]>> connection;
  private final Thread thread;
  private final AtomicReference<@Nullable Instant> replayFrom = new AtomicReference<>();
  private final GroupProgress progress = new GroupProgress();
  private volatile boolean running = true;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private volatile CheckResult state = CheckResult.failed("not started");

  /// @param group name of the group, also of the loop
  public GroupLoop(String group, KafkaConfig config, Topic topic, Start start, Handler handler) {
    this(group, topic, start, handler, () -> connect(group, config));
  }

  GroupLoop(
      String name,
      Topic topic,
      Start start,
      Handler handler,
      Supplier<Consumer<byte[], byte[]>> connection) {
    this.name = name;
    this.topic = topic;
    this.start = start;
    this.handler = handler;
    this.connection = connection;
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  private static Consumer<byte[], byte[]> connect(String group, KafkaConfig config) {
    Map<String, Object> properties = config.clientProperties(group);
    properties.put("group.id", group);
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "none");
    properties.put("allow.auto.create.topics", false);
    properties.put("isolation.level", "read_committed");
    properties.put("max.poll.records", 1000);
    properties.put("fetch.max.wait.ms", 50);
    properties.put("max.partition.fetch.bytes", 2 << 20);
    properties.put("fetch.max.bytes", 8 << 20);
    // A process that was killed leaves its partitions to the others this soon.
    properties.put("session.timeout.ms", 10_000);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  public void start() {
    thread.start();
  }

  /// Reads again from the first record at or after this time of receipt, in every partition that
  /// this process has.
  public void replay(Instant from) {
    replayFrom.set(from);
  }

  /// Records that nobody has settled, as of the last poll.
  public long lag() {
    return progress.lag();
  }

  /// When the oldest record that was handed on and is not settled was written, as of the last poll;
  /// null if there is none.
  public @Nullable Instant oldest() {
    return progress.oldest();
  }

  /// Records that were deleted before this process could read them.
  public long skipped() {
    return progress.skipped();
  }

  private void run() {
    while (running && followOnce()) {
      // Each turn is a new member of the group.
    }
    state = CheckResult.failed("stopped");
  }

  /// @return false if the loop must end
  private boolean followOnce() {
    try (Consumer<byte[], byte[]> fresh = connection.get()) {
      consumer = fresh;
      follow(fresh);
      return true;
    } catch (WakeupException e) {
      // Only close() wakes the consumer up; the loop's condition ends it.
      return true;
    } catch (InterruptException e) {
      return false;
    } catch (RuntimeException e) {
      state = CheckResult.failed(name + " starts again after: " + e.getMessage());
      log.atWarn().addKeyValue("topic", topic.topicName()).setCause(e).log("consumer failed");
      return pause();
    } finally {
      consumer = null;
    }
  }

  private void follow(Consumer<byte[], byte[]> from) {
    GroupAssignment assignment = new GroupAssignment(from, start, progress);
    assignment.join(topic);
    long committedAt = System.nanoTime();
    try {
      while (running) {
        Instant replay = replayFrom.getAndSet(null);
        if (replay != null) {
          assignment.replay(replay);
        }
        assignment.want(handler.ready());
        for (ConsumerRecord<byte[], byte[]> record : assignment.poll(POLL)) {
          handler.handle(record, assignment.handOn(record));
        }
        state = CheckResult.ok(assignment.size() + " partitions");
        if (System.nanoTime() - committedAt >= COMMIT_NANOS) {
          committedAt = System.nanoTime();
          assignment.commit();
        }
      }
    } finally {
      if (!running) {
        handler.stop();
        assignment.leave();
      }
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

  @Override
  public String name() {
    return name;
  }

  @Override
  public CheckResult check() {
    return state;
  }

  /// Commits what is settled, leaves the group and waits for the thread, 20 s at most.
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
