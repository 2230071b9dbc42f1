package io.kubescribe.replay.derive.segment;

import io.kubescribe.replay.derive.json.JsonText;
import io.kubescribe.replay.terminal.TerminalSnapshot;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Writes `index.json`. Safe for use by many threads.
public final class SegmentIndex {
  private SegmentIndex() {}

  /// The index of a recording that has ended; segment 3 is `3.json`.
  ///
  /// @param duration nanoseconds, no less than the time of the last event
  public static String of(SegmentPlan plan, long duration) {
    return write(plan, duration, "");
  }

  /// The index of what there is of a live recording. Its segments are to be asked for as in it,
  /// with the duration that it tells, since they end there whatever came since: `3.json?until=N`, N
  /// in nanoseconds.
  public static String ofLive(SegmentPlan plan, long duration) {
    return write(plan, duration, "?until=" + duration);
  }

  /// How many segments a recording of that duration has: one cannot begin at its end.
  static int count(SegmentPlan plan, long duration) {
    List<SegmentMark> marks = plan.marks();
    int count = marks.size();
    while (count > 1 && marks.get(count - 1).micros() >= micros(duration)) {
      count--;
    }
    return count;
  }

  private static String write(SegmentPlan plan, long duration, String query) {
    StringBuilder out = new StringBuilder("{\"version\":1,\"duration\":");
    JsonText.secondsOfNanos(out, duration);
    TerminalSnapshot first = plan.marks().getFirst().snapshot();
    out.append(",\"term\":{\"cols\":").append(first.columns());
    out.append(",\"rows\":").append(first.rows()).append("},\"markers\":[");
    String comma = "";
    for (SegmentPlan.Marker marker : plan.markers()) {
      if (marker.nanos() <= duration) {
        JsonText.secondsOfNanos(out.append(comma).append('['), marker.nanos());
        JsonText.string(out.append(','), marker.label()).append(']');
        comma = ",";
      }
    }
    out.append("],\"segments\":[");
    for (int i = 0; i < count(plan, duration); i++) {
      JsonText.seconds(
          out.append(i == 0 ? "" : ",").append("{\"start\":"), plan.marks().get(i).micros());
      out.append(",\"url\":\"").append(i).append(".json").append(query).append("\"}");
    }
    return out.append("]}").toString();
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
