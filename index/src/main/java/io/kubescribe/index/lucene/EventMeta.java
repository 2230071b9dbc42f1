package io.kubescribe.index.lucene;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.StoredEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The stored field `meta`: the 32 bytes of the event's id, then its envelope as JSON
/// `{"cluster","source","receivedAt","redactions","importId"}`, `receivedAt` in milliseconds.
final class EventMeta {
  private static final int ID_LENGTH = 32;

  private record Envelope(
      String cluster,
      String source,
      long receivedAt,
      List<Redaction> redactions,
      @Nullable String importId) {}

  /// The envelope written last: events of one request share theirs.
  private @Nullable EventEnvelope last;

  private byte[] lastJson = {};

  byte[] encode(AuditEventId id, EventEnvelope envelope) {
    if (!envelope.equals(last)) {
      lastJson =
          StrictJson.MAPPER.writeValueAsBytes(
              new Envelope(
                  envelope.cluster().value(),
                  envelope.source(),
                  envelope.receivedAt().toEpochMilli(),
                  envelope.redactions(),
                  envelope.importId()));
      last = envelope;
    }
    byte[] meta = Arrays.copyOf(id.bytes(), ID_LENGTH + lastJson.length);
    System.arraycopy(lastJson, 0, meta, ID_LENGTH, lastJson.length);
    return meta;
  }

  /// @throws CorruptDataException if the bytes are not what [#encode] gives
  static StoredEvent decode(byte @Nullable [] meta, byte @Nullable [] raw)
      throws CorruptDataException {
    if (meta == null || raw == null || meta.length < ID_LENGTH) {
      throw new CorruptDataException("stored event without its fields meta and raw");
    }
    try {
      Envelope envelope =
          StrictJson.MAPPER.readValue(meta, ID_LENGTH, meta.length - ID_LENGTH, Envelope.class);
      return new StoredEvent(
          AuditEventId.ofBytes(Arrays.copyOf(meta, ID_LENGTH)),
          new EventEnvelope(
              new ClusterName(envelope.cluster()),
              envelope.source(),
              Instant.ofEpochMilli(envelope.receivedAt()),
              envelope.redactions(),
              envelope.importId()),
          raw);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new CorruptDataException("stored event with an unreadable field meta", e);
    }
  }
}
