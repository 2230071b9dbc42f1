package io.kubescribe.core.kafka;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// How events stand in records of the log; layout in the package's description.
public final class EventRecords {
  private static final String SCHEMA = "audit.k8s.io/v1";

  /// Received times from here on (year 2200) are not ours; they would overflow further on.
  private static final long LAST_RECEIVED = 7_258_118_400_000L;

  private EventRecords() {}

  /// @param key id of the receiver
  /// @param raw the event's bytes, already redacted
  public static ProducerRecord<byte[], byte[]> auditRecord(
      String key, EventEnvelope envelope, byte[] raw) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.AUDIT.topicName(), utf8(key), raw);
    Headers headers = record.headers();
    headers.add("cluster", utf8(envelope.cluster().value()));
    headers.add("source", utf8(envelope.source()));
    headers.add("receivedAt", utf8(Long.toString(envelope.receivedAt().toEpochMilli())));
    headers.add("schema", utf8(SCHEMA));
    if (!envelope.redactions().isEmpty()) {
      headers.add("redactions", StrictJson.MAPPER.writeValueAsBytes(envelope.redactions()));
    }
    if (envelope.importId() != null) {
      headers.add("import", utf8(envelope.importId()));
    }
    return record;
  }

  /// The envelope of a record of `kubescribe.audit`.
  ///
  /// @throws UnreadableEventException if we did not write this record: the key or a header is
  ///   missing or wrong, or there is no value
  public static EventEnvelope envelope(ConsumerRecord<byte[], byte[]> record)
      throws UnreadableEventException {
    Headers headers = record.headers();
    if (record.key() == null || record.key().length == 0) {
      throw new UnreadableEventException("foreign-record", "the key is missing");
    }
    if (record.value() == null) {
      throw new UnreadableEventException("tombstone", "the record has no value");
    }
    String cluster = required(headers, "cluster");
    if (!SCHEMA.equals(required(headers, "schema"))) {
      throw new UnreadableEventException("foreign-record", "header schema is not " + SCHEMA);
    }
    if (!ClusterName.isValid(cluster)) {
      throw new UnreadableEventException("foreign-record", "header cluster is no cluster name");
    }
    try {
      return new EventEnvelope(
          new ClusterName(cluster),
          required(headers, "source"),
          Instant.ofEpochMilli(receivedAt(headers)),
          redactions(headers),
          importId(record));
    } catch (NumberFormatException e) {
      throw new UnreadableEventException("foreign-record", "header receivedAt is no number");
    } catch (JacksonException e) {
      throw new UnreadableEventException("foreign-record", "header redactions can't be read");
    }
  }

  private static List<Redaction> redactions(Headers headers) throws UnreadableEventException {
    Header header = headers.lastHeader("redactions");
    if (header == null) {
      return List.of();
    }
    Redaction[] redactions = StrictJson.MAPPER.readValue(header.value(), Redaction[].class);
    if (redactions == null || Arrays.asList(redactions).contains(null)) {
      throw new UnreadableEventException("foreign-record", "header redactions lists nothing");
    }
    return List.of(redactions);
  }

  /// The run of `import` that a record says it comes from, whatever else is wrong with it.
  public static @Nullable String importId(ConsumerRecord<byte[], byte[]> record) {
    return text(record.headers(), "import");
  }

  private static long receivedAt(Headers headers) throws UnreadableEventException {
    long millis = Long.parseLong(required(headers, "receivedAt"));
    if (millis < 0 || millis >= LAST_RECEIVED) {
      throw new UnreadableEventException("foreign-record", "header receivedAt is no time of ours");
    }
    return millis;
  }

  /// A record of `kubescribe.quarantine`: the bytes sealed, because they can't be redacted.
  ///
  /// @param origin where they came from: `webhook/CLUSTER`, `import/RUN`, `TOPIC-PARTITION@OFFSET`
  /// @param reason short word, then `: ` and what is wrong
  public static ProducerRecord<byte[], byte[]> quarantineRecord(
      String origin, String reason, Instant receivedAt, byte[] raw, DataKey key) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.QUARANTINE.topicName(), utf8(origin), key.seal(raw));
    record.headers().add("reason", utf8(reason));
    record.headers().add("origin", utf8(origin));
    record.headers().add("receivedAt", utf8(Long.toString(receivedAt.toEpochMilli())));
    return record;
  }

  private static String required(Headers headers, String name) throws UnreadableEventException {
    String text = text(headers, name);
    if (text == null) {
      throw new UnreadableEventException("foreign-record", "header " + name + " is missing");
    }
    return text;
  }

  private static @Nullable String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
