/// Imports audit log files by sending what is in them to the webhook receiver, as the API server
/// would have. Start at [io.kubescribe.ingest.file.AuditFileImporter].
///
/// Recognised by content, not by name: one event a line (the log backend of the API server), lists
/// (`EventList`, or a plain JSON array), single events, any of them one after another and over many
/// lines; as they are, in gzip or in zstd. Everything that is in a file is sent, what can't be read
/// too: the receiver keeps it in quarantine.
@NullMarked
package io.kubescribe.ingest.file;

import org.jspecify.annotations.NullMarked;
