package io.kubescribe.core.recording;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Frames of the live protocol ALiS version 1, for one watcher, in order: first the protocol's
/// name, then the screen as it was when the watcher came, then what follows without gap or double.
/// Used by one thread at a time.
public interface LiveView extends Closeable {
  /// The next frame, to be sent as one binary message.
  ///
  /// @param patience how long to wait for one
  /// @return null if there was none in time, and after the end; [#hasEnded] tells which
  /// @throws IOException if the store did not answer; the view is of no use then
  byte @Nullable [] next(Duration patience) throws IOException, InterruptedException;

  /// Whether the last frame was given: the recording has ended.
  boolean hasEnded();

  @Override
  void close();
}
