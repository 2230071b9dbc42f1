package io.kubescribe.replay.derive.screen;

import io.kubescribe.core.recording.ReplayTimeline;
import java.util.List;

/// Finds the moment whose screen stands for a session in a list.
public final class LivelyMoment {
  private static final double BEGIN = 0.2;
  private static final double END = 0.8;

  private LivelyMoment() {}

  /// The end of the time in which most was put out, of the middle of the session if anything was
  /// put out there: beginnings and ends all look the same.
  ///
  /// @return nanoseconds since the session began
  public static long of(ReplayTimeline timeline) {
    List<Long> activity = timeline.activity();
    int first = (int) Math.floor(activity.size() * BEGIN);
    int last = Math.min(activity.size() - 1, (int) Math.ceil(activity.size() * END));
    int best = liveliest(activity, first, last);
    if (best < 0) {
      best = liveliest(activity, 0, activity.size() - 1);
    }
    return best < 0
        ? timeline.durationNanos()
        : Math.min(timeline.durationNanos(), (best + 1) * timeline.bucketNanos());
  }

  /// The last of the liveliest, or -1 if all are still.
  private static int liveliest(List<Long> activity, int first, int last) {
    int best = -1;
    long most = 1;
    for (int i = first; i <= last; i++) {
      if (activity.get(i) >= most) {
        most = activity.get(i);
        best = i;
      }
    }
    return best;
  }
}
