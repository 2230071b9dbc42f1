package io.kubescribe.ingest.session;

import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionStart;
import java.util.concurrent.Executor;

/// Begins recordings. Each is begun on its session's event loop; there may be many loops.
public interface SessionRecordings {
  /// Begins a recording by writing its start record.
  ///
  /// @param loop the event loop on which this is called; the recording calls its listener there
  SessionRecording begin(
      SessionId id, SessionStart start, Executor loop, RecordingListener listener);
}
