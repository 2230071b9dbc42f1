package io.kubescribe.ingest.event;

import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.EventEnvelope;

/// An event as it is stored.
///
/// @param envelope with the redactions made in `raw`
/// @param raw the event's bytes after redaction; owned by whoever holds this
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
public record PreparedEvent(AuditEventId id, EventEnvelope envelope, byte[] raw) {}
