package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.CheckResult;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LogProducerTest {
  @Test
  void stays_ready_with_a_warning_while_kafka_is_away() throws Exception {
    // Nobody listens on port 1.
    KafkaConfig nobody = new KafkaConfig(false, "127.0.0.1:1", Map.of());
    try (LogProducer producer = new LogProducer(nobody, "test", Duration.ofMillis(10))) {
      assertThat(producer.check()).isEqualTo(CheckResult.OK);

      assertThat(producer.send(new ProducerRecord<>("topic", new byte[0])))
          .isCompletedExceptionally();

      assertThat(producer.check().ok()).isTrue();
      assertThat(producer.check().message()).startsWith("warning: last send failed: ");
    }
  }
}
