package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.SessionRecording;
import io.kubescribe.ingest.session.SessionSink;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Hands on to the recording what the decoder tells, and keeps of it what the relay acts on. For
/// the session's event loop only.
final class WatchedSink implements SessionSink {
  private final SessionRecording recording;
  private @Nullable String flaw;
  private boolean outcome;

  WatchedSink(SessionRecording recording) {
    this.recording = recording;
  }

  /// What was wrong first, for people; null for nothing.
  @Nullable String flaw() {
    return flaw;
  }

  /// Whether the server has said how the process ended.
  boolean outcome() {
    return outcome;
  }

  @Override
  public void data(SessionStream stream, ByteBuf bytes) {
    recording.data(stream, bytes);
  }

  @Override
  public void resize(int width, int height) {
    recording.resize(width, height);
  }

  @Override
  public void halfClosed(SessionStream stream) {
    recording.halfClosed(stream);
  }

  @Override
  public void status(byte[] bytes) {
    outcome = true;
    recording.status(bytes);
  }

  @Override
  public void portOpened(int port, String requestId) {
    recording.portOpened(port, requestId);
  }

  @Override
  public void portClosed(int port, String requestId, long toPod, long fromPod, String error) {
    recording.portClosed(port, requestId, toPod, fromPod, error);
  }

  @Override
  public void flaw(Flaw found, String detail) {
    if (flaw == null) {
      flaw = detail.isEmpty() ? found.wireName() : detail;
    }
    recording.flaw(found, detail);
  }
}
