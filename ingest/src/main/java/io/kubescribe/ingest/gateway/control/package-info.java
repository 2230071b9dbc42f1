/// The sessions that are open, and what may be done to them from outside. Start at
/// [io.kubescribe.ingest.gateway.control.OpenSessions].
@NullMarked
package io.kubescribe.ingest.gateway.control;

import org.jspecify.annotations.NullMarked;
