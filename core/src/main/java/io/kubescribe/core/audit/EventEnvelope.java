package io.kubescribe.core.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What we know of an audit event beside its bytes; it travels in the headers of the Kafka record.
///
/// @param cluster the cluster that sent it, from the credential and path, never from the body
/// @param source how it came: `webhook`, `spool` (webhook, by way of the local spool) or `import`
/// @param receivedAt when its first byte was read here, millisecond precision
/// @param redactions what was replaced in the bytes before they were stored, in order of position
/// @param importId the run of `import` that read it, absent for the webhook
public record EventEnvelope(
    ClusterName cluster,
    String source,
    Instant receivedAt,
    List<Redaction> redactions,
    @Nullable String importId) {
  public EventEnvelope {
    redactions = List.copyOf(redactions);
  }
}
