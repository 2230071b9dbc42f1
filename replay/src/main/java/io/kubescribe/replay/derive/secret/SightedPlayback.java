package io.kubescribe.replay.derive.secret;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.derive.event.Playback;
import io.kubescribe.replay.derive.event.PlaybackState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A [Playback] of what somebody may see. For one thread.
public final class SightedPlayback {
  private final @Nullable OutputRedactor redactor;
  private final Playback playback;

  /// @param events is given each event on the thread that gives the records
  public SightedPlayback(Sight sight, Consumer<? super PlayEvent> events) {
    redactor = redactor(sight, events);
    playback = new Playback(redactor == null ? events : redactor);
  }

  /// Goes on where another had come to while it was at rest.
  public SightedPlayback(PlaybackState state, Sight sight, Consumer<? super PlayEvent> events) {
    redactor = redactor(sight, events);
    playback = new Playback(state, redactor == null ? events : redactor);
  }

  private static @Nullable OutputRedactor redactor(
      Sight sight, Consumer<? super PlayEvent> events) {
    return switch (sight) {
      case REDACTED -> new OutputRedactor(events);
      case REVEALED -> null;
    };
  }

  /// Takes the next record.
  public void accept(SequencedRecord record) {
    playback.accept(record);
  }

  /// Tells what waits to be known as a secret or none, since nothing comes for a while.
  public void flush() {
    if (redactor != null) {
      redactor.flush();
    }
  }

  /// Ends a recording that has no end record, and tells what waits; as [Playback#end].
  public void end(long nanos) {
    playback.end(nanos);
    flush();
  }

  /// Where it has come to.
  public PlaybackState state() {
    return playback.state();
  }

  /// Whether another may go on from here.
  public boolean isAtRest() {
    return redactor == null || redactor.isAtRest();
  }
}
