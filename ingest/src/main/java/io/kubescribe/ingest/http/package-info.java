/// The audit webhook over HTTP/1.1: [io.kubescribe.ingest.http.AuditReceiver].
///
/// A connection has one request at a time under way, on its event loop until the body is complete,
/// then on a virtual thread until it is durable, then on the event loop again for the answer. What
/// is answered when stands in `Refusal`.
@NullMarked
package io.kubescribe.ingest.http;

import org.jspecify.annotations.NullMarked;
