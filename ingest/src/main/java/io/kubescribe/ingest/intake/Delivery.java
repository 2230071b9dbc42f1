package io.kubescribe.ingest.intake;

import io.kubescribe.core.audit.ClusterName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One body as it was received.
///
/// @param cluster whose credential the sender has
/// @param receivedAt when its first byte was read
/// @param importId the run of `import` that sends it, null for the webhook
/// @param body decompressed, of any content; not changed by anybody after this
/// @param completeNanos `System.nanoTime()` when its last byte was there, not yet decompressed: the
///   sender waits since then
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
public record Delivery(
    ClusterName cluster,
    Instant receivedAt,
    @Nullable String importId,
    byte[] body,
    long completeNanos) {
  /// A body that is complete now.
  public Delivery(ClusterName cluster, Instant receivedAt, @Nullable String importId, byte[] body) {
    this(cluster, receivedAt, importId, body, System.nanoTime());
  }
}
