package io.kubescribe.ingest.session;

import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionStart;
import java.util.concurrent.Executor;

/// Begins recordings. Safe for use by many threads.
public interface SessionRecordings {
  /// Begins a recording by writing its start record.
  ///
  /// @param loop the session's event loop; the recording calls its listener there
  SessionRecording begin(
      SessionId id, SessionStart start, Executor loop, RecordingListener listener);
}
