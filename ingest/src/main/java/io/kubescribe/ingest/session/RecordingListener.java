package io.kubescribe.ingest.session;

/// Is told by a [SessionRecording] when to pause and what became of it. Called on the session's
/// event loop.
public interface RecordingListener {
  /// The window is open again: ask [SessionRecording#mayRelease] and go on.
  void resumed();

  /// Strict mode: what was released has not become durable in time. End the session now.
  ///
  /// @param message one line for the user
  void exhausted(String message);
}
