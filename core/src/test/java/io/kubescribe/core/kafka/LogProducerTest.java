package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.CheckResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LogProducerTest {
  /// Nobody listens on port 1.
  private static final KafkaConfig NOBODY = new KafkaConfig(false, "127.0.0.1:1", Map.of());

  private static final ProducerRecord<byte[], byte[]> RECORD =
      new ProducerRecord<>("topic", new byte[0]);

  @Test
  void stays_ready_with_a_warning_while_kafka_is_away() throws Exception {
    try (LogProducer producer =
        new LogProducer(NOBODY, "test", Duration.ofMillis(10), () -> true)) {
      assertThat(producer.check()).isEqualTo(CheckResult.OK);

      assertThat(producer.send(RECORD)).isCompletedExceptionally();

      assertThat(producer.check().ok()).isTrue();
      assertThat(producer.check().message()).startsWith("warning: last send failed: ");
    }
  }

  @Test
  void sends_nothing_before_the_topics_stand() throws Exception {
    AtomicBoolean stand = new AtomicBoolean();
    try (LogProducer producer =
        new LogProducer(NOBODY, "test", Duration.ofMillis(10), stand::get)) {
      assertThat(producer.send(RECORD).exceptionNow()).hasMessage("the topics are not made yet");
      stand.set(true);
      assertThat(producer.send(RECORD).exceptionNow())
          .as("asked the cluster for the topic")
          .isInstanceOf(TimeoutException.class);
    }
  }
}
