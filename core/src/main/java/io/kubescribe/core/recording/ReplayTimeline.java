package io.kubescribe.core.recording;

import java.util.List;

/// What happened when in a recording, to draw. Times are nanoseconds since the start, spans in
/// order.
///
/// @param durationNanos of the whole, what there is by now
/// @param bucketNanos length of a bucket, the last may reach beyond the end
/// @param activity bytes put out in each bucket; at most 500 buckets
/// @param idle times of ten seconds or more in which nothing was put out
/// @param alternate times with the alternate screen shown
/// @param resizes sizes of the terminal, the first with its first
/// @param gaps known holes of the recording
public record ReplayTimeline(
    long durationNanos,
    long bucketNanos,
    List<Long> activity,
    List<Span> idle,
    List<Span> alternate,
    List<Size> resizes,
    List<SeenCommand> commands,
    List<RecordingGap> gaps) {
  /// A time from one moment to another.
  public record Span(long fromNanos, long toNanos) {}

  /// A size of the terminal from a time on.
  public record Size(long nanos, int columns, int rows) {}

  public ReplayTimeline {
    activity = List.copyOf(activity);
    idle = List.copyOf(idle);
    alternate = List.copyOf(alternate);
    resizes = List.copyOf(resizes);
    commands = List.copyOf(commands);
    gaps = List.copyOf(gaps);
  }
}
