/// Takes audit events in: webhook receiver, local spool, redaction and importers. Nothing is
/// acknowledged before it is durable, and what can't be read is kept in quarantine.
@NullMarked
package io.kubescribe.ingest;

import org.jspecify.annotations.NullMarked;
