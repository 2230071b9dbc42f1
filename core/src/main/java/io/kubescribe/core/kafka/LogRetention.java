package io.kubescribe.core.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes records of a topic that are both older than [#KEPT] and made durable by every store.
/// Kafka itself deletes nothing: its retention knows only age, and a store that was down for longer
/// would lose events. Owns one thread, which looks once an hour, and every minute while there is
/// nothing to go by or a look fails.
public final class LogRetention implements Component {
  /// Tells which records a store no longer needs; asked by the thread of the retention, so it must
  /// be safe for that and change nothing.
  @FunctionalInterface
  public interface Durable {
    Checkpoint checkpoint();
  }

  /// Deletes what is due before a moment; tests put in what fails.
  @FunctionalInterface
  interface Look {
    /// @return how many partitions were cut
    int deleteBefore(Instant due, Checkpoint durable)
        throws ExecutionException, TimeoutException, InterruptedException;
  }

  /// How long a record stays in the log at least.
  public static final Duration KEPT = Duration.ofDays(14);

  private static final String NAME = "log-retention";
  private static final Logger log = LoggerFactory.getLogger(LogRetention.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final long ANSWER_SECONDS = 30;

  /// Looks that fail in a row before that counts as a failure.
  private static final int MANY = 10;

  private final String name;
  private final Durable store;
  private final InstantSource clock;
  private final Look look;
  private final Duration soon;
  private final Thread thread;
  private int failures;
  private volatile CheckResult state = CheckResult.ok("nothing deleted yet");

  /// @param store the only store that reads the topic
  public LogRetention(KafkaConfig config, Topic topic, Durable store, InstantSource clock) {
    this(name(topic), store, clock, (due, durable) -> look(config, topic, due, durable), SOON);
  }

  private static String name(Topic topic) {
    return topic == Topic.AUDIT ? NAME : NAME + "-" + topic.name().toLowerCase(Locale.ROOT);
  }

  /// @param soon pause after a look that failed
  LogRetention(Durable store, InstantSource clock, Look look, Duration soon) {
    this(NAME, store, clock, look, soon);
  }

  private LogRetention(String name, Durable store, InstantSource clock, Look look, Duration soon) {
    this.name = name;
    this.store = store;
    this.clock = clock;
    this.look = look;
    this.soon = soon;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(lookOnce());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return how long to wait until the next look
  private Duration lookOnce() throws InterruptedException {
    try {
      Checkpoint durable = store.checkpoint();
      int cut = look.deleteBefore(clock.instant().minus(KEPT), durable);
      failures = 0;
      state = CheckResult.ok(cut + " partitions cut at the last look");
      return durable.nextOffsets().isEmpty() ? soon : EVERY;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      failures++;
      String message = "old records could not be deleted, tried again soon: " + e.getMessage();
      state = failures < MANY ? CheckResult.ok(message) : CheckResult.failed(message);
      log.atWarn().setCause(e).log("old records could not be deleted");
      return soon;
    }
  }

  private static int look(KafkaConfig config, Topic topic, Instant due, Checkpoint durable)
      throws ExecutionException, TimeoutException, InterruptedException {
    Admin admin = Admin.create(config.clientProperties("log-retention"));
    try {
      return delete(admin, topic.topicName(), due, durable);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static int delete(Admin admin, String topic, Instant due, Checkpoint checkpoint)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<TopicPartition, Long> durable = new HashMap<>();
    checkpoint
        .nextOffsets()
        .forEach((partition, next) -> {
          if (partition.topic().equals(topic)) {
            durable.put(new TopicPartition(topic, partition.number()), next);
          }
        });
    if (durable.isEmpty() || !isSame(admin, topic, checkpoint)) {
      return 0;
    }
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    durable.keySet().forEach(p -> asked.put(p, OffsetSpec.forTimestamp(due.toEpochMilli())));
    Map<TopicPartition, ListOffsetsResultInfo> found =
        admin.listOffsets(asked).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    Map<TopicPartition, RecordsToDelete> delete = new HashMap<>();
    durable.forEach((partition, next) -> {
      ListOffsetsResultInfo young = found.get(partition);
      // -1: no record is younger, so that all that is durable is due.
      long before = young == null ? 0 : young.offset() < 0 ? next : Math.min(next, young.offset());
      if (before > 0) {
        delete.put(partition, RecordsToDelete.beforeOffset(before));
      }
    });
    if (!delete.isEmpty()) {
      admin.deleteRecords(delete).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
    return delete.size();
  }

  /// Whether the topic is the one that the store has read. The offsets of one that was deleted and
  /// made anew say nothing about what is durable.
  private static boolean isSame(Admin admin, String topic, Checkpoint checkpoint)
      throws ExecutionException, TimeoutException, InterruptedException {
    TopicDescription found =
        admin
            .describeTopics(List.of(topic))
            .allTopicNames()
            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
            .get(topic);
    return found != null && found.topicId().toString().equals(checkpoint.topicIds().get(topic));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CheckResult check() {
    return state;
  }

  /// Ends the thread and waits for it, 5 s at most.
  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(STOP)) {
        throw new IOException(name() + " did not end within " + STOP.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
