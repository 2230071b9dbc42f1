package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.LiveView;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.recording.ReplayFile;
import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.Replays;
import io.kubescribe.core.recording.ScreenForm;
import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.recording.TranscriptLine;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.screen.LivelyMoment;
import io.kubescribe.replay.derive.screen.ScreenPicture;
import io.kubescribe.replay.derive.screen.ShownScreen;
import io.kubescribe.replay.derive.segment.SegmentIndex;
import io.kubescribe.replay.derive.segment.SegmentPlan;
import io.kubescribe.replay.derive.segment.SegmentWriter;
import io.kubescribe.replay.derive.transcript.TranscriptBlock;
import io.kubescribe.replay.terminal.Terminal;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Derives from stored recordings when asked, and remembers what is dear. Safe for use by many
/// threads.
public final class StoredReplays implements Replays, Closeable {
  private static final long MOST_BYTES = 64L << 20;

  private final Recordings recordings;
  private final StoredRecords records;
  private final Derivations derivations;
  private final InstantSource clock;

  /// @param folder for what was derived of ended recordings; made when needed, may be deleted at
  ///   any time
  public StoredReplays(Recordings recordings, Path folder, InstantSource clock) {
    this.recordings = recordings;
    this.records = new StoredRecords(recordings);
    this.derivations = new Derivations(records, new DerivedFiles(folder), MOST_BYTES);
    this.clock = clock;
  }

  @Override
  public void cast(
      Recording recording, int version, long fromNanos, long toNanos, Sight sight, OutputStream out)
      throws IOException {
    SegmentPlan plan = fromNanos == 0 ? null : derivations.of(recording, sight).plan();
    new Cast(version, fromNanos, toNanos, sight, plan).write(recording, records, out);
  }

  @Override
  public ReplayFile index(Recording recording, Sight sight) throws IOException {
    Derived derived = derivations.of(recording, sight);
    SegmentPlan plan = derived.plan() == null ? nothing(sight) : derived.plan();
    // The player wants the first segment's start before the end.
    long duration = Math.max(1_000, derived.duration());
    boolean complete = isComplete(recording);
    String index = complete ? SegmentIndex.of(plan, duration) : SegmentIndex.ofLive(plan, duration);
    return new ReplayFile(index.getBytes(StandardCharsets.UTF_8), complete);
  }

  /// More may come to an interrupted recording, too.
  private static boolean isComplete(Recording recording) {
    return recording.state() == RecordingState.SEALED || recording.state() == RecordingState.TORN;
  }

  private static SegmentPlan nothing(Sight sight) {
    return EmptyPlan.of(sight);
  }

  @Override
  public Optional<ReplayFile> segment(Recording recording, int number, long untilNanos, Sight sight)
      throws IOException {
    Derived derived = derivations.of(recording, sight);
    long duration = Math.max(1_000, Math.min(untilNanos, derived.duration()));
    SegmentPlan plan = derived.plan() == null ? nothing(sight) : derived.plan();
    SegmentWriter writer;
    try {
      writer = new SegmentWriter(plan, number, duration);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    records.each(recording.id(), writer.nanos(), writer::accept);
    boolean ended = !recording.isLive() && duration >= derived.duration();
    byte[] json = writer.end(ended).getBytes(StandardCharsets.UTF_8);
    return Optional.of(new ReplayFile(json, isComplete(recording)));
  }

  @Override
  public void transcript(Recording recording, Sight sight, Consumer<? super TranscriptLine> lines)
      throws IOException {
    Derivation derivation = new Derivation(sight, block -> give(block, lines));
    records.each(
        recording.id(),
        0,
        record -> {
          derivation.accept(record);
          return true;
        });
    derivation.end(recording.duration().toNanos());
  }

  private static void give(TranscriptBlock block, Consumer<? super TranscriptLine> lines) {
    block
        .lines()
        .forEach(
            line -> lines.accept(new TranscriptLine(line.at(), line.alternate(), line.text())));
  }

  @Override
  public List<SeenCommand> commands(Recording recording, Sight sight) throws IOException {
    return derivations.of(recording, sight).commands();
  }

  @Override
  public ReplayTimeline timeline(Recording recording, Sight sight) throws IOException {
    return derivations.of(recording, sight).timeline();
  }

  @Override
  public String screen(Recording recording, long nanos, ScreenForm form, Sight sight)
      throws IOException {
    return screen(recording, derivations.of(recording, sight).plan(), nanos, form, sight);
  }

  private String screen(
      Recording recording, @Nullable SegmentPlan plan, long nanos, ScreenForm form, Sight sight)
      throws IOException {
    ShownScreen shown = new ShownScreen();
    if (plan != null) {
      SegmentPlan.Seek seek = plan.seek(nanos, shown);
      records.each(recording.id(), seek.nanos(), record -> isWanted(record, seek, nanos));
      seek.playback().flush();
    }
    Terminal terminal = shown.terminal().orElseGet(EmptyPlan::terminal);
    return switch (form) {
      case TEXT -> ScreenPicture.text(terminal, sight);
      case SVG -> ScreenPicture.svg(terminal, sight);
    };
  }

  private static boolean isWanted(SequencedRecord record, SegmentPlan.Seek seek, long toNanos) {
    if (record.nanos() > toNanos) {
      return false;
    }
    if (record.sequence() >= seek.sequence()) {
      seek.playback().accept(record);
    }
    return true;
  }

  @Override
  public String thumbnail(Recording recording, Sight sight) throws IOException {
    Derived derived = derivations.of(recording, sight);
    long moment = LivelyMoment.of(derived.timeline());
    return screen(recording, derived.plan(), moment, ScreenForm.SVG, sight);
  }

  @Override
  public LiveView live(Recording recording, Sight sight) throws IOException {
    Derived derived = derivations.of(recording, sight);
    return Tail.open(recordings, records, recording, derived.plan(), sight, clock);
  }

  @Override
  public void close() throws IOException {
    derivations.close();
  }
}
