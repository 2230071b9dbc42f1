package io.kubescribe.core.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes records of `kubescribe.audit` that are both older than [#KEPT] and made durable by every
/// store. Kafka itself deletes nothing: its retention knows only age, and a store that was down for
/// longer would lose events. Owns one thread, which looks once an hour.
public final class LogRetention implements Component {
  /// Tells which records a store no longer needs.
  @FunctionalInterface
  public interface Durable {
    Checkpoint checkpoint() throws IOException;
  }

  /// How long a record stays in the log at least.
  public static final Duration KEPT = Duration.ofDays(14);

  private static final Logger log = LoggerFactory.getLogger(LogRetention.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final long ANSWER_SECONDS = 30;

  private final KafkaConfig config;
  private final Durable store;
  private final InstantSource clock;
  private final Thread thread;
  private volatile CheckResult state = CheckResult.ok("nothing deleted yet");

  /// @param store the only store that reads the topic
  public LogRetention(KafkaConfig config, Durable store, InstantSource clock) {
    this.config = config;
    this.store = store;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("log-retention").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        try (Admin admin = Admin.create(config.clientProperties("log-retention"))) {
          state = CheckResult.ok(deleteDue(admin) + " partitions cut at the last look");
        } catch (ExecutionException | TimeoutException | KafkaException | IOException e) {
          state = CheckResult.ok("last look failed, the next is within an hour: " + e.getMessage());
          log.atWarn().setCause(e).log("old records could not be deleted");
        }
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Deletes what is due now.
  ///
  /// @return how many partitions were cut
  int deleteDue(Admin admin)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    Instant due = clock.instant().minus(KEPT);
    Map<TopicPartition, Long> durable = new HashMap<>();
    store
        .checkpoint()
        .nextOffsets()
        .forEach((partition, next) -> {
          if (partition.topic().equals(Topic.AUDIT.topicName())) {
            durable.put(new TopicPartition(partition.topic(), partition.number()), next);
          }
        });
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

  @Override
  public String name() {
    return "log-retention";
  }

  @Override
  public CheckResult check() {
    return state;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
