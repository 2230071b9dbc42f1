package io.kubescribe.replay.derive.segment;

import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.derive.event.PlaybackState;
import io.kubescribe.replay.derive.json.JsonText;
import io.kubescribe.replay.derive.secret.SightedPlayback;
import io.kubescribe.replay.terminal.TerminalSnapshot;
import java.util.concurrent.TimeUnit;

/// Writes one segment from its records: give it those from [#nanos()] on until it wants no more,
/// then ask for the text. For one thread.
public final class SegmentWriter {
  private final SegmentMark mark;
  private final long duration;
  private final long nextSequence;
  private final boolean last;
  private final SightedPlayback playback;
  private final StringBuilder out = new StringBuilder();
  private long written = -1;

  /// @param number from 0 to before the number of segments in the index
  /// @param duration that the index tells, in nanoseconds
  /// @throws IllegalArgumentException if the index has no segment of this number
  public SegmentWriter(SegmentPlan plan, int number, long duration) {
    int count = SegmentIndex.count(plan, duration);
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException("segment must be 0 to " + (count - 1) + ", was " + number);
    }
    this.mark = plan.marks().get(number);
    this.duration = duration;
    this.last = number == count - 1;
    this.nextSequence = last ? Long.MAX_VALUE : plan.marks().get(number + 1).sequence();
    TerminalSnapshot snapshot = mark.snapshot();
    out.append("{\"snapshot\":{\"cols\":").append(snapshot.columns());
    out.append(",\"rows\":").append(snapshot.rows()).append(",\"init\":");
    JsonText.string(out, snapshot.text()).append("},\"events\":[");
    PlaybackState state = mark.state();
    this.playback =
        state == null
            ? new SightedPlayback(plan.sight(), this::write)
            : new SightedPlayback(state, plan.sight(), this::write);
  }

  /// From when on records are needed.
  public long nanos() {
    return mark.nanos();
  }

  /// Takes a record; those before the segment are passed over.
  ///
  /// @return whether more are wanted
  public boolean accept(SequencedRecord record) {
    if (record.sequence() >= nextSequence || record.nanos() > duration) {
      return false;
    }
    if (record.sequence() >= mark.sequence()) {
      open(record.nanos());
      playback.accept(record);
    }
    return true;
  }

  /// The whole segment, after the last record that it wanted.
  ///
  /// @param ended whether the recording has ended, so that no more comes for what has begun
  public String end(boolean ended) {
    if (ended && last) {
      playback.end(duration);
    } else {
      playback.flush();
    }
    if (last) {
      open(duration);
      if (written < micros(duration)) {
        event(micros(duration), 'o', "");
      }
    } else if (written < 0) {
      event(mark.micros(), 'o', "");
    }
    return out.append("]}").toString();
  }

  /// The player wants the first event at the start exactly, also if the first record completes no
  /// character.
  private void open(long nanos) {
    if (written < 0 && mark.sequence() > 0 && nanos >= mark.nanos()) {
      event(mark.micros(), 'o', "");
    }
  }

  private void write(PlayEvent event) {
    long micros = micros(event.nanos());
    switch (event) {
      case PlayEvent.Output(_, _, String text) -> event(micros, 'o', text);
      case PlayEvent.Resize(_, int columns, int rows) -> event(micros, 'r', columns + "x" + rows);
      case PlayEvent.Gap gap -> event(micros, 'm', gap.label());
      case PlayEvent.Marker(_, String label) -> event(micros, 'm', label);
      case PlayEvent.Begin _, PlayEvent.Input _, PlayEvent.Exit _ -> {}
    }
  }

  private void event(long micros, char code, String data) {
    out.append(written < 0 ? "" : ",").append('[');
    JsonText.seconds(out, micros).append(",\"").append(code).append("\",");
    JsonText.string(out, data).append(']');
    written = micros;
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
