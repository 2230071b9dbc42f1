package io.kubescribe.core.kafka;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionEntry;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecordCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// How session records stand in records of the log; layout in the package's description. Safe for
/// use by many threads.
public final class SessionRecords {
  private SessionRecords() {}

  public static ProducerRecord<byte[], byte[]> sessionRecord(
      SessionId session, SequencedRecord sequenced) {
    return new ProducerRecord<>(
        Topic.SESSIONS.topicName(),
        session.toString().getBytes(StandardCharsets.US_ASCII),
        SessionRecordCodec.encode(sequenced));
  }

  /// @throws CorruptDataException if we did not write this record: the key is no session id, or the
  ///   value is missing or broken
  public static SessionEntry entry(ConsumerRecord<byte[], byte[]> record)
      throws CorruptDataException {
    if (record.key() == null || record.value() == null) {
      throw new CorruptDataException("session record has no key or no value");
    }
    SessionId session =
        SessionId.parse(new String(record.key(), StandardCharsets.ISO_8859_1))
            .orElseThrow(() -> new CorruptDataException("session record's key is no session id"));
    return new SessionEntry(session, SessionRecordCodec.decode(record.value()));
  }
}
