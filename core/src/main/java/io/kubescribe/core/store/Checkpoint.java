package io.kubescribe.core.store;

import java.util.Map;
import java.util.TreeMap;

/// The next offset per partition that the search store has made durable.
///
/// @param nextOffsets first offset not yet covered, by [Partition]
/// @param topicIds Kafka's id of each topic, so that a topic that was deleted and made anew is seen
public record Checkpoint(Map<Partition, Long> nextOffsets, Map<String, String> topicIds) {
  public static final Checkpoint NONE = new Checkpoint(Map.of(), Map.of());

  /// A partition of a topic of the log.
  public record Partition(String topic, int number) implements Comparable<Partition> {
    @Override
    public int compareTo(Partition other) {
      int byTopic = topic.compareTo(other.topic);
      return byTopic != 0 ? byTopic : Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
      return topic + "-" + number;
    }
  }

  public Checkpoint {
    nextOffsets = Map.copyOf(nextOffsets);
    topicIds = Map.copyOf(topicIds);
  }

  /// This checkpoint with one partition moved.
  public Checkpoint with(Partition partition, long nextOffset) {
    Map<Partition, Long> moved = new TreeMap<>(nextOffsets);
    moved.put(partition, nextOffset);
    return new Checkpoint(moved, topicIds);
  }
}
