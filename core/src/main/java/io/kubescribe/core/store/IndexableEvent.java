package io.kubescribe.core.store;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.EventEnvelope;

/// An event on its way into the search store.
///
/// @param event parsed from `raw`
/// @param raw the stored bytes; not copied, must not be changed after
/// @param partition where it stands in the log
/// @param offset where it stands in the partition
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
public record IndexableEvent(
    AuditEventId id,
    AuditEvent event,
    EventEnvelope envelope,
    byte[] raw,
    Checkpoint.Partition partition,
    long offset) {}
