package io.kubescribe.replay.store;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionOutcome;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds up what is in a part, frame by frame. For one thread.
final class Tally {
  private static final byte[] NONE = new byte[0];

  /// By the streams' codes.
  private final long[] bytes = new long[SessionStream.values().length];

  private final List<RecordingGap> gaps = new ArrayList<>();
  private byte[] start = NONE;
  private byte[] pod = NONE;
  private SessionRecord.@Nullable End end;
  private @Nullable Integer exitCode;
  private long gapCount;
  private long records;
  private long firstSequence = -1;
  private long lastSequence = -1;
  private long lastNanos;

  /// One for the epoch that follows another.
  ///
  /// @param before what was in that
  static Tally after(PartFacts before) {
    Tally tally = new Tally();
    tally.lastSequence = before.lastSequence();
    tally.lastNanos = before.lastNanos();
    return tally;
  }

  /// @param record the frame's
  void add(Frame frame, SequencedRecord record) {
    if (frame.isGap()) {
      RecordingGap gap = frame.gap();
      addGap(gap);
      // The number of the record that follows, where none is missing, is still to come.
      advance(frame, gap.sequence() + gap.records() - 1);
      return;
    }
    records++;
    switch (record.record()) {
      case SessionRecord.Start _ -> start = frame.encoded();
      case SessionRecord.Facts _ -> pod = frame.encoded();
      case SessionRecord.Data(SessionStream stream, byte[] data) ->
          bytes[stream.code()] += data.length;
      case SessionRecord.Status(byte[] status) ->
          SessionOutcome.of(status).exitCode().ifPresent(code -> exitCode = code);
      case SessionRecord.Gap gap ->
          addGap(
              new RecordingGap(
                  RecordingGap.Cause.NOT_RECORDED,
                  record.sequence(),
                  gap.records(),
                  gap.fromNanos(),
                  gap.toNanos(),
                  gap.lost()));
      case SessionRecord.End ending -> end = ending;
      case SessionRecord.Negotiated _,
          SessionRecord.Closed _,
          SessionRecord.Resize _,
          SessionRecord.Heartbeat _,
          SessionRecord.Flawed _,
          SessionRecord.Forwarded _ -> {}
    }
    if (record.sequence() <= lastSequence) {
      fill(record.sequence());
    }
    advance(frame, record.sequence());
  }

  /// A record that was missing has come late: what is left of its gap are the numbers before it and
  /// those behind it.
  private void fill(long sequence) {
    for (int i = 0; i < gaps.size(); i++) {
      RecordingGap gap = gaps.get(i);
      if (gap.covers(sequence)) {
        long before = sequence - gap.sequence();
        long behind = gap.records() - before - 1;
        gaps.remove(i);
        gapCount--;
        for (RecordingGap rest :
            List.of(part(gap, sequence + 1, behind), part(gap, gap.sequence(), before))) {
          if (rest.records() > 0) {
            gaps.add(i, rest);
            gapCount++;
          }
        }
        return;
      }
    }
  }

  private static RecordingGap part(RecordingGap gap, long sequence, long records) {
    return new RecordingGap(
        gap.cause(), sequence, records, gap.fromNanos(), gap.toNanos(), gap.lost());
  }

  private void addGap(RecordingGap gap) {
    gapCount++;
    if (gaps.size() < Recording.MOST_GAPS) {
      gaps.add(gap);
    }
  }

  private void advance(Frame frame, long sequence) {
    if (firstSequence < 0) {
      firstSequence = frame.sequence();
    }
    lastSequence = Math.max(lastSequence, sequence);
    lastNanos = Math.max(lastNanos, frame.nanos());
  }

  /// The number after which the next record is expected; -1 at the beginning of a session.
  long lastSequence() {
    return lastSequence;
  }

  long lastNanos() {
    return lastNanos;
  }

  /// The session's last record, once it is there.
  SessionRecord.@Nullable End end() {
    return end;
  }

  /// Whether the record of that number is known to be missing.
  boolean isMissing(long sequence) {
    return gaps.stream().anyMatch(gap -> gap.covers(sequence));
  }

  /// Whether a hole is one of stored bytes.
  boolean isTorn() {
    return gaps.stream().anyMatch(gap -> gap.cause() == RecordingGap.Cause.TORN);
  }

  /// Bytes of the start record, none when it is missing.
  byte[] start() {
    return start;
  }

  /// Bytes of the newest record of facts, none when there is none.
  byte[] pod() {
    return pod;
  }

  PartFacts facts(RecordingState state, String reason) {
    return new PartFacts(
        state,
        reason,
        records,
        firstSequence,
        lastSequence,
        lastNanos,
        bytes[SessionStream.STDIN.code()],
        bytes[SessionStream.STDOUT.code()],
        bytes[SessionStream.STDERR.code()],
        exitCode,
        gapCount,
        gaps);
  }
}
