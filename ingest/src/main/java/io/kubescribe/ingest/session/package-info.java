/// The seam between the relay of the gateway, the decoders and the recorder. The relay forwards
/// bytes by itself and shows each of them to a [io.kubescribe.ingest.session.SessionDecoder], which
/// tells a [io.kubescribe.ingest.session.SessionSink] what they mean; the recorder is such a sink,
/// a [io.kubescribe.ingest.session.SessionRecording].
///
/// Everything of one session happens on one event loop.
@NullMarked
package io.kubescribe.ingest.session;

import org.jspecify.annotations.NullMarked;
