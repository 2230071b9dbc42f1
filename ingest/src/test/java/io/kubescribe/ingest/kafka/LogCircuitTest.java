package io.kubescribe.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.ingest.spool.FakeLog;
import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LogCircuitTest {
  private final AtomicLong now = new AtomicLong(5);
  private final FakeLog log = new FakeLog();
  private final LogCircuit circuit = new LogCircuit(log, now::get);

  private void send(Answer answer) {
    log.answer(answer);
    var _ = circuit.send(new ProducerRecord<>("kubescribe.audit", new byte[1]));
  }

  @Test
  void a_failure_opens_it_and_an_acknowledgement_closes_it() {
    assertThat(circuit.allows()).isTrue();
    send(Answer.FAIL);
    assertThat(circuit.isOpen()).isTrue();
    assertThat(circuit.allows()).isFalse();
    send(Answer.ACK);
    assertThat(circuit.allows()).isTrue();
  }

  @Test
  void a_record_that_kafka_refuses_says_that_kafka_works() {
    send(Answer.TOO_LARGE);
    assertThat(circuit.isOpen()).isFalse();
  }

  @Test
  void one_try_a_second_is_let_through() {
    circuit.open();
    now.addAndGet(999_999_999);
    assertThat(circuit.allows()).isFalse();
    now.addAndGet(1);
    assertThat(circuit.allows()).isTrue();
    assertThat(circuit.allows()).isFalse();
  }

  @Test
  void no_try_is_made_while_another_is_under_way() {
    send(Answer.NONE);
    circuit.open();
    now.addAndGet(10_000_000_000L);
    assertThat(circuit.allows()).isFalse();
    log.answerLate();
    assertThat(circuit.isOpen()).isFalse();
  }
}
