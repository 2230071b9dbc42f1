package io.kubescribe.ingest.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.kafka.KafkaConfig;
import org.junit.jupiter.api.Test;

class ControlTopicTest {
  /// The receiver answers `/readyz` with all parts of its process, and takes events into its spool.
  @Test
  void without_kafka_it_warns_and_does_not_fail() {
    CheckResult check = new ControlTopic(KafkaConfig.DEFAULT, new OpenSessions()).check();
    assertThat(check.ok()).isTrue();
    assertThat(check.message()).startsWith("warning: ");
  }
}
