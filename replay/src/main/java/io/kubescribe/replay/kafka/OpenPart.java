package io.kubescribe.replay.kafka;

import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.replay.store.PartWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part that is being written, and what is known of how it comes in. For the loop's thread.
final class OpenPart {
  /// The age of output that is not in the store yet. With the turns of the loop, and the time that
  /// a write takes, whoever watches is two seconds behind at most.
  static final Duration CHUNK_AGE = Duration.ofMillis(1500);

  /// The age of what nobody waits for.
  static final Duration HEARTBEAT_AGE = Duration.ofSeconds(30);

  private final PartWriter writer;

  /// Why the first record may not follow on what is here.
  private RecordingGap.@Nullable Cause cause;

  private Checkpoint.@Nullable Partition partition;
  private Instant heard;

  /// Offset and time of the first record that is not in the store; -1 if all are.
  private long waiting = -1;

  private Instant waitingSince;
  private boolean awaited;

  /// @param cause of the hole that the first record may show
  OpenPart(PartWriter writer, RecordingGap.@Nullable Cause cause, Instant now) {
    this.writer = writer;
    this.cause = cause;
    this.heard = now;
    this.waitingSince = now;
  }

  PartWriter writer() {
    return writer;
  }

  /// Takes a record that is not here yet, also one that comes late.
  ///
  /// @param encoded its bytes as they came
  /// @return whether there was a hole before it
  boolean add(
      SequencedRecord record, byte[] encoded, Checkpoint.Partition from, long offset, Instant now)
      throws IOException {
    long missing = record.sequence() - writer.lastSequence() - 1;
    boolean hole = missing > 0 || (missing == 0 && cause == RecordingGap.Cause.INTERRUPTED);
    int chunks = writer.chunks();
    if (hole) {
      writer.add(gap(record, missing));
    }
    if (missing >= 0) {
      cause = null;
    }
    writer.add(record, encoded);
    partition = from;
    if (writer.isWritten()) {
      waiting = -1;
      awaited = false;
    } else {
      if (waiting < 0 || writer.chunks() > chunks) {
        waiting = offset;
        waitingSince = now;
        awaited = false;
      }
      if (!awaited && !(record.record() instanceof SessionRecord.Heartbeat)) {
        awaited = true;
        waitingSince = now;
      }
    }
    return hole;
  }

  private RecordingGap gap(SequencedRecord record, long missing) {
    return new RecordingGap(
        cause == null ? RecordingGap.Cause.MISSING : cause,
        record.sequence() - missing,
        missing,
        Math.min(writer.lastNanos(), record.nanos()),
        record.nanos(),
        List.of());
  }

  /// Notes a sign of life.
  void heard(Instant now) {
    heard = now;
  }

  Instant heard() {
    return heard;
  }

  /// The partition of the newest record, null if none has come since the start.
  Checkpoint.@Nullable Partition partition() {
    return partition;
  }

  /// The offset of the first record that is not in the store; -1 if all are.
  long waiting() {
    return waiting;
  }

  boolean isDue(Instant now) {
    return waiting >= 0
        && Duration.between(waitingSince, now).abs().compareTo(awaited ? CHUNK_AGE : HEARTBEAT_AGE)
            >= 0;
  }

  /// Brings what is waiting into the store.
  void flush() throws IOException {
    writer.closeChunk();
    waiting = -1;
    awaited = false;
  }

  /// Whether stored bytes of it are known to be lost.
  boolean isTorn() {
    return cause == RecordingGap.Cause.TORN || writer.isTorn();
  }
}
