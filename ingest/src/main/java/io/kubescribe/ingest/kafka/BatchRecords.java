package io.kubescribe.ingest.kafka;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.kafka.EventRecords;
import io.kubescribe.ingest.event.EventPreparer;
import io.kubescribe.ingest.event.PreparedBatch;
import io.kubescribe.ingest.event.PreparedEvent;
import io.kubescribe.ingest.event.QuarantinedPiece;
import io.kubescribe.ingest.intake.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Bodies as records of the log. Safe for use by many threads.
final class BatchRecords {
  /// Stands for a topic in the spool only: a body that could not be read in time. Headers
  /// `cluster`, `receivedAt`; the value is the body as it came, sealed as all of the spool is.
  static final String BODY = "body";

  private static final String WEBHOOK = "webhook";
  private static final String SPOOL = "spool";
  private static final String IMPORT = "import";

  private final EventPreparer preparer;
  private final String receiver;
  private final DataKey key;
  private final IntakeMetrics metrics;

  /// @param receiver key of the records, so that what one receiver took stays in order
  BatchRecords(EventPreparer preparer, String receiver, DataKey key, IntakeMetrics metrics) {
    this.preparer = preparer;
    this.receiver = receiver;
    this.key = key;
    this.metrics = metrics;
  }

  /// Splits and redacts.
  ///
  /// @throws CancellationException if the thread was interrupted
  PreparedBatch prepare(Delivery delivery) {
    return prepare(delivery, delivery.importId() == null ? WEBHOOK : IMPORT);
  }

  private PreparedBatch prepare(Delivery delivery, String source) {
    try {
      return preparer.prepare(
          delivery.cluster(), source, delivery.receivedAt(), delivery.importId(), delivery.body());
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // A mistake of ours: the sender would send the body five times and then drop it.
      String reason = "not-prepared: a mistake in this program, " + e.getClass().getName();
      return new PreparedBatch(List.of(), List.of(new QuarantinedPiece(reason, delivery.body())));
    }
  }

  ProducerRecord<byte[], byte[]> record(PreparedEvent event) {
    return EventRecords.auditRecord(receiver, event.envelope(), event.raw());
  }

  /// The record of an event that goes by way of the spool.
  ProducerRecord<byte[], byte[]> spooled(PreparedEvent event) {
    EventEnvelope envelope = event.envelope();
    String source = envelope.importId() == null ? SPOOL : IMPORT;
    return EventRecords.auditRecord(
        receiver,
        new EventEnvelope(
            envelope.cluster(),
            source,
            envelope.receivedAt(),
            envelope.redactions(),
            envelope.importId()),
        event.raw());
  }

  ProducerRecord<byte[], byte[]> record(QuarantinedPiece piece, Delivery delivery) {
    String origin = origin(delivery.cluster().value(), delivery.importId());
    return EventRecords.quarantineRecord(
        origin, piece.reason(), delivery.receivedAt(), piece.raw(), key);
  }

  /// Where a quarantined piece came from.
  ///
  /// @param run of the import, null for the webhook
  static String origin(String cluster, @Nullable String run) {
    return run == null ? "webhook/" + cluster : "import/" + run;
  }

  /// A body of the webhook as one record of the spool.
  static ProducerRecord<byte[], byte[]> body(Delivery delivery) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(BODY, delivery.body());
    record.headers().add("cluster", utf8(delivery.cluster().value()));
    record.headers().add("receivedAt", utf8(Long.toString(delivery.receivedAt().toEpochMilli())));
    return record;
  }

  /// What is sent for a record of the spool.
  List<ProducerRecord<byte[], byte[]>> unpack(ProducerRecord<byte[], byte[]> record) {
    if (!record.topic().equals(BODY)) {
      return List.of(record);
    }
    Delivery delivery =
        new Delivery(
            new ClusterName(text(record.headers().lastHeader("cluster"))),
            Instant.ofEpochMilli(Long.parseLong(text(record.headers().lastHeader("receivedAt")))),
            null,
            record.value());
    PreparedBatch batch = prepare(delivery, SPOOL);
    metrics.received(delivery.cluster(), batch.events().size());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    batch.events().forEach(event -> records.add(record(event)));
    for (QuarantinedPiece piece : batch.quarantined()) {
      metrics.quarantined(piece.reason());
      records.add(record(piece, delivery));
    }
    return records;
  }

  private static String text(@Nullable Header header) {
    if (header == null) {
      throw new IllegalArgumentException("a body in the spool has its cluster and time");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
