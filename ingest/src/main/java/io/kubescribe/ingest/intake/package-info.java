/// What stands between a listener and the log: [io.kubescribe.ingest.intake.Intake] answers only
/// when the events of a body are durable.
@NullMarked
package io.kubescribe.ingest.intake;

import org.jspecify.annotations.NullMarked;
