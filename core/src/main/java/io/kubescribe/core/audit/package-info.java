/// The audit event: its parsed view ([io.kubescribe.core.audit.AuditEvent]), its envelope (what we
/// know beside the bytes) and its identity ([io.kubescribe.core.audit.AuditEventId]).
///
/// The bytes that came are the evidence; everything else here is derived from them and never
/// written back.
@NullMarked
package io.kubescribe.core.audit;

import org.jspecify.annotations.NullMarked;
