package io.kubescribe.replay.derive.timeline;

import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.SeenCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Builds a [ReplayTimeline] while a recording is played. Its memory does not grow with the session
/// but for what can be pointed out. Times in nanoseconds, never less than before. For one thread.
public final class TimelineBuilder {
  private static final long IDLE = TimeUnit.SECONDS.toNanos(10);

  /// Of each list; what comes after is left out, such as sizes of a window being dragged.
  private static final int MOST = 10_000;

  private final Activity activity = new Activity();
  private final List<ReplayTimeline.Span> idle = new ArrayList<>();
  private final List<ReplayTimeline.Span> alternate = new ArrayList<>();
  private final List<ReplayTimeline.Size> resizes = new ArrayList<>();
  private long written;
  private long entered = -1;

  /// So many bytes are put out.
  public void output(long nanos, int bytes) {
    if (nanos - written >= IDLE) {
      add(idle, new ReplayTimeline.Span(written, nanos));
    }
    written = nanos;
    activity.add(nanos, bytes);
  }

  /// The window has this size from now on.
  public void resize(long nanos, int columns, int rows) {
    add(resizes, new ReplayTimeline.Size(nanos, columns, rows));
  }

  /// A full-screen program comes or goes.
  public void switches(long nanos, boolean toAlternate) {
    if (toAlternate && entered < 0) {
      entered = nanos;
    } else if (!toAlternate && entered >= 0) {
      add(alternate, new ReplayTimeline.Span(entered, nanos));
      entered = -1;
    }
  }

  private static <T> void add(List<T> list, T entry) {
    if (list.size() < MOST) {
      list.add(entry);
    }
  }

  /// The timeline until a time, no earlier than the last event's.
  ///
  /// @param gaps that the recording is known to have
  public ReplayTimeline build(long duration, List<SeenCommand> commands, List<RecordingGap> gaps) {
    List<ReplayTimeline.Span> pauses = new ArrayList<>(idle);
    if (duration - written >= IDLE) {
      add(pauses, new ReplayTimeline.Span(written, duration));
    }
    List<ReplayTimeline.Span> programs = new ArrayList<>(alternate);
    if (entered >= 0) {
      add(programs, new ReplayTimeline.Span(entered, duration));
    }
    List<Long> buckets = activity.buckets(duration);
    return new ReplayTimeline(
        duration, activity.bucketNanos(), buckets, pauses, programs, resizes, commands, gaps);
  }
}
