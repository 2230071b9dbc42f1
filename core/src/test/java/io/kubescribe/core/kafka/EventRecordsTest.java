package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.crypto.DataKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecordsTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-23T12:00:00.123Z");
  private static final EventEnvelope PLAIN =
      new EventEnvelope(new ClusterName("prod"), "webhook", RECEIVED, List.of(), null);
  private static final byte[] RAW = "{\"kind\":\"Event\"}".getBytes(StandardCharsets.UTF_8);

  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> written) {
    return new ConsumerRecord<>(
        written.topic(),
        0,
        7,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        written.key(),
        written.value(),
        written.headers(),
        Optional.empty());
  }

  private static ConsumerRecord<byte[], byte[]> plain() {
    return read(EventRecords.auditRecord("receiver", PLAIN, RAW));
  }

  @Test
  void an_envelope_comes_back_as_it_was_written() throws UnreadableEventException {
    EventEnvelope full =
        new EventEnvelope(
            new ClusterName("prod"),
            "import",
            RECEIVED,
            List.of(new Redaction("/requestObject/data/password", "secret", 12)),
            "run-1");
    for (EventEnvelope envelope : List.of(PLAIN, full)) {
      ConsumerRecord<byte[], byte[]> record =
          read(EventRecords.auditRecord("receiver", envelope, RAW));
      assertThat(EventRecords.envelope(record)).isEqualTo(envelope);
      assertThat(EventRecords.importId(record)).isEqualTo(envelope.importId());
      assertThat(record.value()).isEqualTo(RAW);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster", "source", "receivedAt", "schema"})
  void a_missing_header_is_named(String header) {
    ConsumerRecord<byte[], byte[]> record = plain();
    record.headers().remove(header);
    assertThatThrownBy(() -> EventRecords.envelope(record))
        .isInstanceOf(UnreadableEventException.class)
        .hasMessageContaining(header)
        .extracting(e -> ((UnreadableEventException) e).reason())
        .isEqualTo("foreign-record");
  }

  @ParameterizedTest
  @CsvSource({
    "cluster, ../etc",
    "cluster, ''",
    "schema, audit.k8s.io/v2",
    "receivedAt, yesterday",
    "receivedAt, -1",
    "receivedAt, 9223372036854775807",
    "receivedAt, 99999999999999999999",
    "redactions, {",
    "redactions, 'null'",
    "redactions, '[null]'",
  })
  void a_wrong_header_is_refused(String header, String value) {
    ConsumerRecord<byte[], byte[]> record = plain();
    record.headers().remove(header);
    record.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> EventRecords.envelope(record))
        .isInstanceOf(UnreadableEventException.class);
  }

  @Test
  void a_record_without_key_or_value_is_refused() {
    for (byte[] key : new byte[][] {null, {}}) {
      ProducerRecord<byte[], byte[]> written =
          new ProducerRecord<>("t", null, key, RAW, plain().headers());
      assertThatThrownBy(() -> EventRecords.envelope(read(written)))
          .isInstanceOf(UnreadableEventException.class)
          .hasMessageContaining("key");
    }
    ProducerRecord<byte[], byte[]> tombstone =
        new ProducerRecord<>("t", null, RAW, null, plain().headers());
    assertThatThrownBy(() -> EventRecords.envelope(read(tombstone)))
        .isInstanceOf(UnreadableEventException.class)
        .extracting(e -> ((UnreadableEventException) e).reason())
        .isEqualTo("tombstone");
  }

  @Test
  void a_foreign_header_besides_ours_does_no_harm() throws UnreadableEventException {
    ConsumerRecord<byte[], byte[]> record = plain();
    record.headers().add("traceparent", new byte[] {1, 2, 3});
    assertThat(EventRecords.envelope(record)).isEqualTo(PLAIN);
  }

  @Test
  void a_quarantine_record_tells_all_but_the_bytes() throws Exception {
    DataKey key = new DataKey(new byte[32]);
    byte[] raw = "password: hunter2".getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> record =
        EventRecords.quarantineRecord("webhook/prod", "not-json: at byte 0", RECEIVED, raw, key);
    assertThat(record.topic()).isEqualTo("kubescribe.quarantine");
    assertThat(new String(record.value(), StandardCharsets.ISO_8859_1)).doesNotContain("hunter2");
    assertThat(key.open(record.value())).isEqualTo(raw);
    assertThat(text(record, "reason")).isEqualTo("not-json: at byte 0");
    assertThat(text(record, "origin")).isEqualTo("webhook/prod");
    assertThat(text(record, "receivedAt")).isEqualTo(Long.toString(RECEIVED.toEpochMilli()));
  }

  private static String text(ProducerRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }
}
