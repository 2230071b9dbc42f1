package io.kubescribe.replay.derive.segment;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.derive.event.PlaybackState;
import io.kubescribe.replay.terminal.Terminal;
import io.kubescribe.replay.terminal.TerminalSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Finds where to cut a recording while it is played. Before each record ask [#isDue], and where it
/// is, [#cut]; and show it every event, after the terminal has it. For one thread.
public final class SegmentPlanner {
  /// A segment is long enough after this time.
  static final long LONG_ENOUGH = TimeUnit.SECONDS.toNanos(60);

  /// Or with that much output, in characters.
  static final int LARGE_ENOUGH = 256 * 1024;

  /// From this on a segment is cut within a control function, too: one may never end.
  static final int TOO_LARGE = 4 * LARGE_ENOUGH;

  private final Sight sight;
  private final List<SegmentMark> marks = new ArrayList<>();
  private final List<SegmentPlan.Marker> markers = new ArrayList<>();
  private @Nullable SessionStart start;
  private long began;
  private long shown = -1;
  private long lastSequence = -1;
  private long size;

  /// @param sight for whom the events are
  public SegmentPlanner(Sight sight) {
    this.sight = sight;
  }

  /// Whether the recording is to be cut before a record.
  ///
  /// @param terminal as it is before it
  public boolean isDue(SequencedRecord next, Terminal terminal) {
    long sequence = lastSequence;
    lastSequence = next.sequence();
    if (size == 0 || (size < LARGE_ENOUGH && next.nanos() - began < LONG_ENOUGH)) {
      return false;
    }
    return isShown(next.record())
        && next.sequence() != sequence
        && TimeUnit.NANOSECONDS.toMicros(next.nanos()) > TimeUnit.NANOSECONDS.toMicros(shown)
        && (terminal.isAtBoundary() || size >= TOO_LARGE);
  }

  private static boolean isShown(SessionRecord record) {
    return record instanceof SessionRecord.Resize
        || (record instanceof SessionRecord.Data(SessionStream stream, _)
            && stream != SessionStream.STDIN);
  }

  /// Begins a segment with a record.
  ///
  /// @param state of the playback before it
  public void cut(SequencedRecord next, PlaybackState state, Terminal terminal) {
    marks.add(new SegmentMark(next.nanos(), next.sequence(), state, terminal.snapshot()));
    began = next.nanos();
    size = 0;
  }

  /// Takes notice of an event.
  public void accept(PlayEvent event) {
    shown = event.nanos();
    switch (event) {
      case PlayEvent.Begin begin -> {
        start = begin.start();
        TerminalSnapshot empty =
            new TerminalSnapshot(begin.columns(), begin.rows(), "", ByteBuffer.allocate(0));
        marks.add(new SegmentMark(0, 0, null, empty));
      }
      case PlayEvent.Output(_, _, String text) -> size += text.length();
      case PlayEvent.Resize _ -> size++;
      case PlayEvent.Gap gap -> markers.add(new SegmentPlan.Marker(gap.nanos(), gap.label()));
      case PlayEvent.Marker(long nanos, String label) ->
          markers.add(new SegmentPlan.Marker(nanos, label));
      case PlayEvent.Input _, PlayEvent.Exit _ -> {}
    }
  }

  /// The plan for what was played until now; there must have been an event.
  public SegmentPlan plan() {
    return new SegmentPlan(Terminal.VERSION, sight, start, marks, markers);
  }
}
