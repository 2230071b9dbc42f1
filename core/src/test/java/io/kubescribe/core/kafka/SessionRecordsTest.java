package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionEntry;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionRecordsTest {
  private static final SessionId SESSION = SessionId.next(() -> Instant.EPOCH, new Random(1));
  private static final SequencedRecord RECORD =
      new SequencedRecord(3, 4, new SessionRecord.Heartbeat());

  @Test
  void a_record_comes_back_with_its_session() throws CorruptDataException {
    ProducerRecord<byte[], byte[]> written = SessionRecords.sessionRecord(SESSION, RECORD);
    assertThat(written.topic()).isEqualTo("kubescribe.sessions");
    assertThat(new String(written.key(), StandardCharsets.US_ASCII)).isEqualTo(SESSION.toString());
    assertThat(SessionRecords.entry(read(written.key(), written.value())))
        .isEqualTo(new SessionEntry(SESSION, RECORD));
  }

  @Test
  void a_record_that_is_not_ours_is_corrupt() {
    ProducerRecord<byte[], byte[]> written = SessionRecords.sessionRecord(SESSION, RECORD);
    assertCorrupt(read(null, written.value()));
    assertCorrupt(read(written.key(), null));
    assertCorrupt(read(new byte[] {-1}, written.value()));
    assertCorrupt(read(written.key(), new byte[40]));
  }

  private static void assertCorrupt(ConsumerRecord<byte[], byte[]> record) {
    assertThatThrownBy(() -> SessionRecords.entry(record)).isInstanceOf(CorruptDataException.class);
  }

  private static ConsumerRecord<byte[], byte[]> read(
      byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>("kubescribe.sessions", 0, 0, key, value);
  }
}
