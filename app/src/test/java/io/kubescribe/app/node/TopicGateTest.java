package io.kubescribe.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TopicGateTest {
  @Test
  void nothing_reaches_the_producer_before_the_topics_stand() {
    AtomicBoolean stand = new AtomicBoolean();
    AtomicInteger sent = new AtomicInteger();
    TopicGate gate =
        new TopicGate(
            _ -> {
              sent.incrementAndGet();
              return new CompletableFuture<>();
            },
            stand::get);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("kubescribe.audit", new byte[1]);
    assertThat(gate.send(record)).isCompletedExceptionally();
    assertThat(sent).hasValue(0);
    stand.set(true);
    assertThat(gate.send(record)).isNotDone();
    assertThat(sent).hasValue(1);
  }
}
