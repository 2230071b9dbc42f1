package io.kubescribe.app.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/// The main job with an outside Kafka, as `docker-compose.yml` sets it up.
@EnabledIf("docker")
class KafkaContainerIT {
  private static final String LARGEST_RECORD = "71303168";

  @TempDir Path folder;

  static boolean docker() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Test
  void every_event_is_found_once_though_each_batch_is_sent_twice() throws Exception {
    try (KafkaContainer kafka = new KafkaContainer("apache/kafka:4.4.0")) {
      kafka
          .withEnv("KAFKA_MESSAGE_MAX_BYTES", LARGEST_RECORD)
          .withEnv("KAFKA_REPLICA_FETCH_MAX_BYTES", LARGEST_RECORD)
          .withEnv("KAFKA_LOG_FLUSH_INTERVAL_MESSAGES", "1")
          .start();
      String address = kafka.getBootstrapServers().replaceFirst("^[A-Z]+://", "");
      try (ProcessNode node = new ProcessNode(folder.resolve("data"), "--kafka", address)) {
        MainJob.require(node);
      }
    }
  }
}
