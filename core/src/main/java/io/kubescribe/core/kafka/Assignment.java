package io.kubescribe.core.kafka;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.store.Checkpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which partitions are read and from where. For the loop's thread.
///
/// A partition that can't be read on from where its reader stopped is halted and stays so until the
/// log fits again; reading on elsewhere would skip records, or read others as if they were the
/// same, without a word.
final class Assignment {
  private static final Logger log = LoggerFactory.getLogger(Assignment.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Topic topic;

  /// Whether an earlier reader has read this topic.
  private final boolean known;

  private final Map<String, String> topicIds;

  /// The next offset of every partition, read or halted.
  private final Map<Checkpoint.Partition, Long> next;

  private final Set<TopicPartition> reading = new HashSet<>();
  private final Map<TopicPartition, String> halted =
      new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
  private final Map<Checkpoint.Partition, Long> haltedEnds = new HashMap<>();

  /// @param start where to read from; an empty one means the oldest record of each partition
  Assignment(Consumer<byte[], byte[]> consumer, Topic topic, Checkpoint start) {
    this.consumer = consumer;
    this.topic = topic;
    this.next = new TreeMap<>(start.nextOffsets());
    this.topicIds = new TreeMap<>(start.topicIds());
    this.known = next.keySet().stream().anyMatch(p -> p.topic().equals(topic.topicName()));
  }

  /// Compares what is read with the topic as it is now: takes up new partitions, halts those that
  /// no longer fit.
  CheckResult compare(TopicLook.Found found) {
    Map<TopicPartition, String> before = Map.copyOf(halted);
    halted.clear();
    haltedEnds.clear();
    String id = topicIds.computeIfAbsent(topic.topicName(), _ -> found.id());
    Set<TopicPartition> there = new HashSet<>();
    found.partitions().forEach(number -> there.add(new TopicPartition(topic.topicName(), number)));
    if (found.id().equals(id)) {
      for (TopicPartition partition : List.copyOf(reading)) {
        if (!there.contains(partition)) {
          halt(partition, "the topic has this partition no more", 0);
        }
      }
      takeUp(there.stream().filter(partition -> !reading.contains(partition)).toList());
    } else {
      there.addAll(reading);
      there.forEach(partition -> halt(partition, "the topic was deleted and made anew", 0));
    }
    halted.forEach((partition, why) -> {
      if (!why.equals(before.get(partition))) {
        log.atError()
            .addKeyValue("topic", partition.topic())
            .addKeyValue("partition", partition.partition())
            .addKeyValue("reason", why)
            .log("partition halted");
      }
    });
    return state();
  }

  private void halt(TopicPartition partition, String why, long end) {
    halted.put(partition, why);
    haltedEnds.put(of(partition), end);
    if (reading.remove(partition)) {
      consumer.assign(reading);
    }
  }

  private void takeUp(List<TopicPartition> waiting) {
    if (waiting.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> oldest = consumer.beginningOffsets(waiting);
    Map<TopicPartition, Long> newest = consumer.endOffsets(waiting);
    List<TopicPartition> fresh = new ArrayList<>();
    for (TopicPartition partition : waiting) {
      long first = oldest.getOrDefault(partition, 0L);
      long end = newest.getOrDefault(partition, 0L);
      // A partition that was added later is read from its very first record.
      long wanted = next.getOrDefault(of(partition), known ? 0 : first);
      if (wanted < first || wanted > end) {
        halt(
            partition,
            "the next record to read is %d, the log has %d to %d".formatted(wanted, first, end),
            end);
      } else {
        next.put(of(partition), wanted);
        fresh.add(partition);
      }
    }
    if (reading.addAll(fresh)) {
      consumer.assign(reading);
      // Those that were assigned before keep their place.
      fresh.forEach(partition -> consumer.seek(partition, next.getOrDefault(of(partition), 0L)));
    }
  }

  /// Notes how far the consumer has read.
  void advance(Set<TopicPartition> polled) {
    polled.forEach(partition -> next.put(of(partition), consumer.position(partition)));
  }

  boolean isReading() {
    return !reading.isEmpty();
  }

  int halted() {
    return halted.size();
  }

  /// The start, moved on by what was read.
  Checkpoint checkpoint() {
    return new Checkpoint(next, topicIds);
  }

  /// The offset after the newest record of each partition, as far as known.
  Map<Checkpoint.Partition, Long> ends() {
    Map<Checkpoint.Partition, Long> ends = new HashMap<>(haltedEnds);
    for (TopicPartition partition : reading) {
      long ahead = consumer.currentLag(partition).orElse(0);
      ends.put(of(partition), next.getOrDefault(of(partition), 0L) + ahead);
    }
    return Map.copyOf(ends);
  }

  private CheckResult state() {
    if (halted.isEmpty()) {
      return CheckResult.ok(reading.size() + " partitions");
    }
    StringBuilder message = new StringBuilder();
    halted.forEach(
        (partition, why) -> message.append(partition).append(" halted: ").append(why).append("; "));
    return CheckResult.failed(
        message + "restore the topic, or move the store away and let it be rebuilt from the log");
  }

  private static Checkpoint.Partition of(TopicPartition partition) {
    return new Checkpoint.Partition(partition.topic(), partition.partition());
  }
}
