/// The recorder: what decoders tell becomes session records in `kubescribe.sessions`. Start reading
/// at [io.kubescribe.ingest.recording.SessionRecorder].
///
/// Threads: everything of one session happens on its event loop, which never waits. One thread for
/// all sessions (`session-records`) turns records into bytes and hands them to the log in the order
/// in which they were written; what the log answers comes back to the session's event loop. One
/// thread for all sessions (`session-timer`) looks for deadlines that have passed and has the
/// session's event loop act on them.
///
/// What becomes of a record is always known in the end: acknowledged, or lost. What is lost is
/// counted and written as a gap as soon as the log takes records again; few and important records
/// (start, facts, negotiated, status, end) are kept and written again instead.
@NullMarked
package io.kubescribe.ingest.recording;

import org.jspecify.annotations.NullMarked;
