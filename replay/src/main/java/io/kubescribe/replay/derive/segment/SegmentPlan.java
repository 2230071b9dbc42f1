package io.kubescribe.replay.derive.segment;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.derive.event.PlaybackState;
import io.kubescribe.replay.derive.secret.SightedPlayback;
import io.kubescribe.replay.terminal.Terminal;
import io.kubescribe.replay.terminal.TerminalSnapshot;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How a recording, or what there is of it by now, is cut into segments.
///
/// @param emulator version of the terminal that the snapshots were taken by
/// @param sight for whom it is: what is masked in one is not in the other, so their screens differ
/// @param start null when the session's first record is missing
/// @param marks in order, at least one
/// @param markers what is to be pointed out, in order of time
public record SegmentPlan(
    int emulator,
    Sight sight,
    @Nullable SessionStart start,
    List<SegmentMark> marks,
    List<Marker> markers) {
  /// Something to point out.
  public record Marker(long nanos, String label) {}

  /// A playback in the middle of a recording.
  ///
  /// @param playback takes records from `sequence` on, and is to be given no earlier ones; to be
  ///   flushed at the end
  /// @param sequence its first record
  /// @param nanos from when on to read
  public record Seek(SightedPlayback playback, long sequence, long nanos) {}

  public SegmentPlan {
    marks = List.copyOf(marks);
    markers = List.copyOf(markers);
    if (marks.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one segment");
    }
  }

  /// Whether the snapshots are those that the terminal of this program would make.
  public boolean isCurrent() {
    return emulator == Terminal.VERSION;
  }

  /// The number of the segment that a time falls into.
  public int segmentAt(long nanos) {
    int at = marks.size() - 1;
    while (at > 0 && marks.get(at).nanos() > nanos) {
      at--;
    }
    return at;
  }

  /// A playback that begins not long before a time: `events` are told at once how large the window
  /// was and what it showed.
  public Seek seek(long nanos, Consumer<? super PlayEvent> events) {
    SegmentMark mark = marks.get(segmentAt(nanos));
    PlaybackState state = mark.state();
    if (state == null) {
      return new Seek(new SightedPlayback(sight, events), 0, 0);
    }
    TerminalSnapshot shown = mark.snapshot();
    events.accept(new PlayEvent.Begin(state.nanos(), shown.columns(), shown.rows(), start));
    events.accept(new PlayEvent.Output(state.nanos(), mark.sequence(), shown.text()));
    return new Seek(new SightedPlayback(state, sight, events), mark.sequence(), mark.nanos());
  }
}
