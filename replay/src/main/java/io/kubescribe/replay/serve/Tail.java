package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.LiveView;
import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.replay.derive.live.LiveEncoder;
import io.kubescribe.replay.derive.secret.SightedPlayback;
import io.kubescribe.replay.derive.segment.SegmentPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Follows a recording in the store, from what it shows now on. Records are read once and in order,
/// so nothing is told twice or left out. For one thread at a time.
final class Tail implements LiveView {
  /// How long to wait before the store is asked again.
  private static final Duration LOOK = Duration.ofMillis(100);

  /// The store has records two seconds after they were made; when nothing came for longer, what
  /// waits to be known as a secret is told.
  private static final Duration QUIET = Duration.ofMillis(2_500);

  /// How often it is asked whether the recording has ended, when nothing comes.
  private static final Duration ASK = Duration.ofSeconds(1);

  private final Recordings recordings;
  private final SessionId id;
  private final InstantSource clock;
  private final RecordReader reader;
  private final Queue<byte[]> frames = new ArrayDeque<>();
  private final LiveEncoder encoder = new LiveEncoder(frames::add);
  private final SightedPlayback playback;
  private final long firstSequence;
  private Instant lastRecord;
  private Instant lastAsked;
  private boolean flushed;
  private boolean over;

  private Tail(
      Recordings recordings,
      StoredRecords records,
      Recording recording,
      @Nullable SegmentPlan plan,
      Sight sight,
      InstantSource clock)
      throws IOException {
    this.recordings = recordings;
    this.id = recording.id();
    this.clock = clock;
    this.lastRecord = clock.instant();
    this.lastAsked = lastRecord;
    SegmentPlan.Seek seek =
        plan == null
            ? new SegmentPlan.Seek(new SightedPlayback(sight, encoder), 0, 0)
            : plan.seek(Long.MAX_VALUE, encoder);
    this.playback = seek.playback();
    this.firstSequence = seek.sequence();
    this.reader = records.open(id, seek.nanos());
  }

  /// Begins with what was shown until now.
  static Tail open(
      Recordings recordings,
      StoredRecords records,
      Recording recording,
      @Nullable SegmentPlan plan,
      Sight sight,
      InstantSource clock)
      throws IOException {
    Tail tail = new Tail(recordings, records, recording, plan, sight, clock);
    try {
      tail.join(recording);
    } catch (IOException | RuntimeException e) {
      tail.close();
      throw e;
    }
    return tail;
  }

  private void join(Recording recording) throws IOException {
    while (take()) {
      frames.clear();
    }
    Duration now =
        recording.isLive()
            ? Duration.between(recording.startedAt(), clock.instant())
            : recording.duration();
    List<byte[]> joined = encoder.join(Math.max(0, now.toNanos()));
    frames.clear();
    frames.addAll(joined);
  }

  /// Takes a record if there is one.
  private boolean take() throws IOException {
    SequencedRecord record = reader.next();
    if (record == null) {
      return false;
    }
    if (record.sequence() >= firstSequence) {
      playback.accept(record);
    }
    lastRecord = clock.instant();
    flushed = false;
    return true;
  }

  @Override
  public byte @Nullable [] next(Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (frames.isEmpty() && !over) {
      if (take() || told()) {
        continue;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK.toNanos()));
    }
    return frames.poll();
  }

  /// Does what is due while no record comes; whether there may be something to tell now.
  private boolean told() throws IOException {
    Instant now = clock.instant();
    if (!flushed && !now.isBefore(lastRecord.plus(QUIET))) {
      flushed = true;
      playback.flush();
      return !frames.isEmpty();
    }
    if (now.isBefore(lastAsked.plus(ASK))) {
      return false;
    }
    lastAsked = now;
    Recording known = recordings.find(id).orElse(null);
    if (known != null && known.isLive()) {
      return false;
    }
    while (take()) {
      // It was sealed with these.
    }
    long duration = known == null ? 0 : known.duration().toNanos();
    playback.end(duration);
    encoder.end(duration);
    over = true;
    return true;
  }

  @Override
  public boolean hasEnded() {
    return over && frames.isEmpty();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException _) {
      // It was only read.
    }
  }
}
