package io.kubescribe.core.store;

import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.EventEnvelope;

/// An event as the store gives it back.
///
/// @param raw the stored bytes, exactly as appended
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
public record StoredEvent(AuditEventId id, EventEnvelope envelope, byte[] raw) {}
