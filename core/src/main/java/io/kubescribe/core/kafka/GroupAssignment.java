package io.kubescribe.core.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions that a member of a group has, and what of them is settled. For the loop's thread.
final class GroupAssignment implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(GroupAssignment.class);

  /// Records of one partition that may wait behind one that is not settled; past it the partition
  /// pauses, so that a restart does not send days of it again.
  private static final int MAX_SPAN = 200_000;

  private final Consumer<byte[], byte[]> consumer;
  private final GroupLoop.Start start;
  private final GroupProgress progress;
  private final Map<TopicPartition, UnsettledOffsets> partitions = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  GroupAssignment(
      Consumer<byte[], byte[]> consumer, GroupLoop.Start start, GroupProgress progress) {
    this.consumer = consumer;
    this.start = start;
    this.progress = progress;
  }

  void join(Topic topic) {
    consumer.subscribe(List.of(topic.topicName()), this);
  }

  int size() {
    return partitions.size();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(assigned));
    List<TopicPartition> fresh = new ArrayList<>();
    for (TopicPartition partition : assigned) {
      if (known.get(partition) == null) {
        fresh.add(partition);
      }
    }
    if (!fresh.isEmpty()) {
      if (start == GroupLoop.Start.OLDEST) {
        consumer.seekToBeginning(fresh);
      } else {
        consumer.seekToEnd(fresh);
      }
    }
    for (TopicPartition partition : assigned) {
      partitions.put(partition, new UnsettledOffsets(consumer.position(partition)));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    commit();
    forget(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    forget(lost);
  }

  private void forget(Collection<TopicPartition> gone) {
    gone.forEach(partition -> {
      partitions.remove(partition);
      committed.remove(partition);
    });
  }

  /// Pauses and resumes: all partitions when nothing more is wanted, else those that have run too
  /// far ahead of what is settled.
  void want(boolean more) {
    Set<TopicPartition> paused = consumer.paused();
    partitions.forEach((partition, offsets) -> {
      boolean reads = more && offsets.span() < MAX_SPAN;
      if (reads && paused.contains(partition)) {
        consumer.resume(List.of(partition));
      } else if (!reads && !paused.contains(partition)) {
        consumer.pause(List.of(partition));
      }
    });
  }

  Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    try {
      Iterable<ConsumerRecord<byte[], byte[]>> records = consumer.poll(wait);
      progress.at(lag(), oldest());
      return records;
    } catch (OffsetOutOfRangeException e) {
      e.offsetOutOfRangePartitions().forEach(this::goOnAfterHole);
      return List.of();
    }
  }

  /// The records from `wanted` on were deleted, or the topic was made anew.
  private void goOnAfterHole(TopicPartition partition, long wanted) {
    consumer.seekToBeginning(List.of(partition));
    long first = consumer.position(partition);
    progress.skip(Math.max(0, first - wanted));
    partitions.put(partition, new UnsettledOffsets(first));
    log.atError()
        .addKeyValue("topic", partition.topic())
        .addKeyValue("partition", partition.partition())
        .addKeyValue("wanted", wanted)
        .addKeyValue("first", first)
        .log("records were deleted before they were read");
  }

  /// @return what settles the record
  Runnable handOn(ConsumerRecord<byte[], byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    UnsettledOffsets offsets = partitions.get(partition);
    if (offsets == null) {
      return () -> {};
    }
    offsets.handOn(record.offset(), record.timestamp());
    return () -> offsets.settle(record.offset());
  }

  /// What was handed on before still settles its own offsets and no others.
  void replay(Instant from) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.keySet().forEach(partition -> times.put(partition, from.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : times.keySet()) {
      OffsetAndTimestamp offset = found.get(partition);
      if (offset != null) {
        consumer.seek(partition, offset.offset());
        partitions.put(partition, new UnsettledOffsets(offset.offset()));
      }
    }
  }

  private long lag() {
    long lag = 0;
    for (Map.Entry<TopicPartition, UnsettledOffsets> entry : partitions.entrySet()) {
      lag += consumer.currentLag(entry.getKey()).orElse(0) + entry.getValue().span();
    }
    return lag;
  }

  private @Nullable Instant oldest() {
    return partitions.values().stream()
        .map(UnsettledOffsets::oldestMillis)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(Instant::ofEpochMilli)
        .orElse(null);
  }

  /// Commits what is settled. A commit that fails is made good by the next.
  void commit() {
    Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
    partitions.forEach((partition, offsets) -> {
      long settled = offsets.settledTo();
      if (!Long.valueOf(settled).equals(committed.get(partition))) {
        due.put(partition, new OffsetAndMetadata(settled));
      }
    });
    if (due.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(due);
      due.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    } catch (RetriableException e) {
      log.atWarn().setCause(e).log("offsets could not be committed; tried again soon");
    }
  }

  /// The last commit. The call that wakes a consumer up may reach it only here.
  void leave() {
    try {
      commit();
    } catch (WakeupException e) {
      commit();
    }
  }
}
