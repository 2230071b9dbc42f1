package io.kubescribe.core.kafka;

import java.io.Closeable;
import java.util.List;

/// Looks at a topic as it is now.
interface TopicLook extends Closeable {
  /// A topic as found.
  ///
  /// @param id Kafka's id, another one when the topic was deleted and made anew
  /// @param partitions their numbers
  record Found(String id, List<Integer> partitions) {
    public Found {
      partitions = List.copyOf(partitions);
    }
  }

  /// @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if there is none
  /// @throws org.apache.kafka.common.KafkaException if the broker does not answer
  Found look(String topic);

  @Override
  void close();
}
