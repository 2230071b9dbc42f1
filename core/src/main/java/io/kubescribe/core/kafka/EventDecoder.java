package io.kubescribe.core.kafka;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads records of `kubescribe.audit`, and letters that carry one. Static.
public final class EventDecoder {
  private EventDecoder() {}

  /// @throws UnreadableEventException if it is not an event as we write them, whatever it is
  public static IndexableEvent decode(ConsumerRecord<byte[], byte[]> record)
      throws UnreadableEventException {
    try {
      EventEnvelope envelope = EventRecords.envelope(record);
      AuditEvent event = AuditEventParser.parse(record.value(), envelope);
      return new IndexableEvent(
          AuditEventId.of(event.cluster(), event.auditId(), event.stage(), record.value()),
          event,
          envelope,
          record.value(),
          new Checkpoint.Partition(record.topic(), record.partition()),
          record.offset());
    } catch (RuntimeException e) {
      // A fault of ours must not hold up the log; the bytes are kept, so it can be made good.
      throw new UnreadableEventException("decoder-fault", e.getClass().getName());
    }
  }
}
