package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.replay.derive.event.Playback;
import io.kubescribe.replay.derive.segment.SegmentMark;
import io.kubescribe.replay.derive.segment.SegmentPlan;
import io.kubescribe.replay.terminal.Terminal;
import java.util.List;

/// A recording in which nothing was shown yet, or never: players want a screen all the same.
final class EmptyPlan {
  private EmptyPlan() {}

  static Terminal terminal() {
    return new Terminal(Playback.DEFAULT_COLUMNS, Playback.DEFAULT_ROWS);
  }

  static SegmentPlan of(Sight sight) {
    SegmentMark mark = new SegmentMark(0, 0, null, terminal().snapshot());
    return new SegmentPlan(Terminal.VERSION, sight, null, List.of(mark), List.of());
  }
}
