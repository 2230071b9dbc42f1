package io.kubescribe.replay.derive.segment;

import io.kubescribe.replay.derive.event.PlaybackState;
import io.kubescribe.replay.terminal.TerminalSnapshot;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Where a segment begins.
///
/// @param nanos time of its first record; 0 for the first segment
/// @param sequence its first record
/// @param state of the playback before that record; null for the first segment, which begins with
///   the recording
/// @param snapshot of the terminal there
public record SegmentMark(
    long nanos, long sequence, @Nullable PlaybackState state, TerminalSnapshot snapshot) {
  /// Its time as the player has it.
  public long micros() {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
