package io.kubescribe.core.kafka;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the topics that are missing and looks at the settings of those that exist. Changes no
/// topic that exists: on an outside cluster its settings are its owner's to choose.
public final class Topics {
  private static final Logger log = LoggerFactory.getLogger(Topics.class);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Admin admin;
  private final long deadlineNanos;

  private Topics(Admin admin, Duration timeout) {
    this.admin = admin;
    this.deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  /// Makes every [Topic] that is missing, with the broker's default number of replicas, and waits
  /// until all partitions of all topics have a leader. Safe to call from several processes at once.
  ///
  /// @param timeout how long to wait, also for a broker that is not up yet
  /// @return one sentence for each setting of an existing topic that may lose or refuse records; it
  ///   is logged as a warning too
  /// @throws IOException if the broker does not answer in time or refuses a topic
  public static List<String> ensure(KafkaConfig config, Duration timeout) throws IOException {
    Map<String, Object> properties = config.clientProperties("topics");
    properties.put("default.api.timeout.ms", (int) timeout.toMillis());
    properties.put("request.timeout.ms", (int) Math.min(5000, timeout.toMillis()));
    try (Admin admin = Admin.create(properties)) {
      return new Topics(admin, timeout).ensure();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the topics were made");
    } catch (KafkaException e) {
      throw new IOException(
          "topics can't be made at " + config.bootstrapServers() + ": " + e.getMessage(), e);
    }
  }

  private List<String> ensure() throws InterruptedException {
    Set<Topic> missing = EnumSet.allOf(Topic.class);
    while (true) {
      try {
        for (Topic topic : Set.copyOf(missing)) {
          if (leads(topic)) {
            missing.remove(topic);
          }
        }
        if (missing.isEmpty()) {
          return warnings();
        }
      } catch (RetriableException e) {
        if (System.nanoTime() >= deadlineNanos) {
          throw e;
        }
      }
      if (System.nanoTime() >= deadlineNanos) {
        throw new KafkaException("no leader in time for the partitions of " + missing);
      }
      Thread.sleep(PAUSE);
    }
  }

  /// Whether each partition has a leader; makes the topic when there is none.
  private boolean leads(Topic topic) throws InterruptedException {
    try {
      Collection<TopicDescription> described =
          answer(admin.describeTopics(List.of(topic.topicName())).allTopicNames()).values();
      return described.stream()
          .flatMap(description -> description.partitions().stream())
          .allMatch(partition -> partition.leader() != null && !partition.leader().isEmpty());
    } catch (UnknownTopicOrPartitionException e) {
      make(topic);
      return false;
    }
  }

  private void make(Topic topic) throws InterruptedException {
    try {
      create(topic, topic.settings());
    } catch (PolicyViolationException | InvalidConfigurationException e) {
      // Managed clusters refuse records of this size. Better smaller ones than none: the check
      // afterwards names what remains.
      log.atWarn()
          .addKeyValue("topic", topic.topicName())
          .addKeyValue("refusal", e.getMessage())
          .log("cluster refuses the topic's settings; it is made with the cluster's own");
      create(topic, Map.of("cleanup.policy", topic.cleanup()));
    }
  }

  private void create(Topic topic, Map<String, String> settings) throws InterruptedException {
    NewTopic fresh =
        new NewTopic(topic.topicName(), Optional.of(topic.partitions()), Optional.empty());
    try {
      var _ = answer(admin.createTopics(List.of(fresh.configs(settings))).all());
    } catch (TopicExistsException e) {
      // Another process was first, or the topic is on its way: the next look tells.
    }
  }

  private List<String> warnings() throws InterruptedException {
    List<String> warnings = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      ConfigResource asked = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
      try {
        answer(admin.describeConfigs(List.of(asked)).all())
            .values()
            .forEach(config -> warnings.addAll(warnings(topic, settings(config))));
      } catch (AuthorizationException e) {
        warnings.add(
            "settings of topic %s can't be read: %s".formatted(topic.topicName(), e.getMessage()));
      }
    }
    warnings.forEach(warning -> log.atWarn().log(warning));
    return warnings;
  }

  private static Map<String, String> settings(Config config) {
    Map<String, String> settings = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      settings.put(entry.name(), entry.value());
    }
    return settings;
  }

  /// What may go wrong with these settings.
  static List<String> warnings(Topic topic, Map<String, String> actual) {
    List<String> warnings = new ArrayList<>();
    long largest = number(actual.get("max.message.bytes"), Topic.MAX_RECORD);
    if (largest < Topic.MAX_RECORD) {
      warnings.add(
          ("topic %s takes records of at most %d bytes, larger events go to quarantine: set its"
                  + " max.message.bytes to %d")
              .formatted(topic.topicName(), largest, Topic.MAX_RECORD));
    }
    for (String limit : List.of("retention.ms", "retention.bytes")) {
      long kept = number(actual.get(limit), -1);
      if (kept >= 0 && !topic.compacted()) {
        warnings.add(
            ("topic %s deletes records by itself, even those that no store has read: set its %s"
                    + " from %d to -1")
                .formatted(topic.topicName(), limit, kept));
      }
    }
    String cleanup = actual.getOrDefault("cleanup.policy", topic.cleanup());
    if (!cleanup.equals(topic.cleanup())) {
      warnings.add(
          "topic %s loses records: set its cleanup.policy from %s to %s"
              .formatted(topic.topicName(), cleanup, topic.cleanup()));
    }
    return warnings;
  }

  private static long number(@Nullable String text, long otherwise) {
    return text == null ? otherwise : Long.parseLong(text);
  }

  private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
    }
  }
}
