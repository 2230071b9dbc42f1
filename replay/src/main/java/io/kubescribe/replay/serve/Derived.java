package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.replay.derive.segment.SegmentMark;
import io.kubescribe.replay.derive.segment.SegmentPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one pass over a recording gives.
///
/// @param plan null while nothing was shown
/// @param duration nanoseconds, that of what there is by now
record Derived(
    @Nullable SegmentPlan plan,
    List<SeenCommand> commands,
    ReplayTimeline timeline,
    long duration) {
  /// Of a segment beside its snapshot, and of all that grows little, in bytes.
  private static final long OVERHEAD = 4 << 10;

  Derived {
    commands = List.copyOf(commands);
  }

  /// About how many bytes it takes in memory.
  long weight() {
    long weight = OVERHEAD + commands.size() * 400L;
    if (plan != null) {
      for (SegmentMark mark : plan.marks()) {
        weight += OVERHEAD + mark.snapshot().text().length();
      }
    }
    return weight;
  }
}
