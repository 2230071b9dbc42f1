package io.kubescribe.core.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Looks through Kafka's admin client: the consumer tells no topic ids.
final class AdminTopicLook implements TopicLook {
  private static final int ANSWER_MILLIS = 5000;

  private final Admin admin;

  AdminTopicLook(KafkaConfig config, String name) {
    Map<String, Object> properties = config.clientProperties(name);
    properties.put("default.api.timeout.ms", ANSWER_MILLIS);
    properties.put("request.timeout.ms", ANSWER_MILLIS);
    admin = Admin.create(properties);
  }

  @Override
  public Found look(String topic) {
    try {
      TopicDescription description =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      if (description == null) {
        throw new UnknownTopicOrPartitionException("topic " + topic + " is missing");
      }
      return new Found(
          description.topicId().toString(),
          description.partitions().stream().map(TopicPartitionInfo::partition).toList());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
