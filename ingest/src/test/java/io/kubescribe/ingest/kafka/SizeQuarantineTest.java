package io.kubescribe.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubescribe.core.kafka.Topic;
import io.kubescribe.ingest.spool.FakeLog;
import io.kubescribe.ingest.spool.FakeLog.Answer;
import io.kubescribe.ingest.spool.RecordLog;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SizeQuarantineTest {
  @Test
  void what_can_not_be_quarantined_is_answered_as_refused() {
    FakeLog log = new FakeLog();
    log.answer(Answer.TOO_LARGE);
    // Without its headers, as nobody but a mistake of ours makes it.
    var sent =
        new SizeQuarantine(log, IntakeFixture.KEY)
            .send(new ProducerRecord<>(Topic.AUDIT.topicName(), new byte[3]));
    await().until(sent::isDone);
    assertThat(RecordLog.isRefusal(sent.exceptionNow())).isTrue();
  }
}
