package io.kubescribe.replay.derive;

import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.replay.derive.command.CommandWatcher;
import io.kubescribe.replay.derive.command.OwnCommand;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.derive.secret.LineRedactor;
import io.kubescribe.replay.derive.secret.SightedPlayback;
import io.kubescribe.replay.derive.segment.SegmentPlan;
import io.kubescribe.replay.derive.segment.SegmentPlanner;
import io.kubescribe.replay.derive.timeline.TimelineBuilder;
import io.kubescribe.replay.derive.transcript.Transcript;
import io.kubescribe.replay.derive.transcript.TranscriptBlock;
import io.kubescribe.replay.terminal.SettledLines;
import io.kubescribe.replay.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Plays a recording once and derives from it all that is kept, as somebody may see it. The results
/// may be asked for at any time, so also of a live recording as far as it has come. For one thread.
public final class Derivation {
  /// Changes with anything that makes other results of the same records, [Terminal#VERSION]
  /// included.
  public static final int VERSION = Terminal.VERSION * 100 + 1;

  private final SightedPlayback playback;
  private final CommandWatcher commands = new CommandWatcher();
  private final OwnCommand own = new OwnCommand();
  private final SegmentPlanner segments;
  private final TimelineBuilder timeline = new TimelineBuilder();
  private final Listeners listeners = new Listeners(commands, timeline);
  private final Transcript transcript;
  private final UnaryOperator<String> filter;
  private @Nullable SettledLines lines;
  private long now;

  /// @param blocks is given each block of the transcript when it is full
  public Derivation(Sight sight, Consumer<? super TranscriptBlock> blocks) {
    playback = new SightedPlayback(sight, this::take);
    segments = new SegmentPlanner(sight);
    filter =
        switch (sight) {
          case REDACTED -> LineRedactor::redact;
          case REVEALED -> UnaryOperator.identity();
        };
    transcript = new Transcript(blocks, filter);
  }

  /// Takes the next record.
  public void accept(SequencedRecord record) {
    now = Math.max(now, record.nanos());
    if (lines != null && segments.isDue(record, lines.terminal()) && playback.isAtRest()) {
      segments.cut(record, playback.state(), lines.terminal());
    }
    own.accept(record);
    playback.accept(record);
  }

  /// Ends it: what still is on the screen goes into the transcript. Of a live recording, that is
  /// the end for this derivation.
  ///
  /// @param duration of the session, nanoseconds
  public void end(long duration) {
    now = Math.max(now, duration);
    playback.end(now);
    if (lines != null) {
      lines.end(now);
    }
    transcript.flush();
  }

  private void take(PlayEvent event) {
    listeners.now(event.nanos());
    commands.before(event);
    segments.accept(event);
    switch (event) {
      case PlayEvent.Begin begin -> {
        Terminal terminal = new Terminal(begin.columns(), begin.rows(), listeners);
        commands.watch(terminal, begin.start());
        timeline.resize(begin.nanos(), begin.columns(), begin.rows());
        lines = new SettledLines(terminal, transcript);
      }
      case PlayEvent.Output(long nanos, _, String text) -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        timeline.output(nanos, bytes.length);
        if (lines != null) {
          lines.output(nanos, bytes, 0, bytes.length);
        }
      }
      case PlayEvent.Resize(long nanos, int columns, int rows) -> {
        timeline.resize(nanos, columns, rows);
        if (lines != null) {
          lines.resize(nanos, columns, rows);
        }
      }
      case PlayEvent.Input _, PlayEvent.Gap _, PlayEvent.Marker _, PlayEvent.Exit _ -> {}
    }
    commands.after(event);
  }

  /// How long the session is, or has been until now, in nanoseconds.
  public long duration() {
    return now;
  }

  /// The plan of segments; empty while nothing has been shown.
  public Optional<SegmentPlan> plan() {
    return lines == null ? Optional.empty() : Optional.of(segments.plan());
  }

  /// The command lines seen, by time; without a terminal the session's own.
  public List<SeenCommand> commands() {
    List<SeenCommand> seen = own.isTty() ? commands.commands() : own.command();
    return seen.stream().map(this::filtered).toList();
  }

  private SeenCommand filtered(SeenCommand command) {
    return new SeenCommand(
        command.nanos(),
        filter.apply(command.prompt()),
        filter.apply(command.text()),
        command.confidence(),
        command.source(),
        command.sequence(),
        command.exitCode());
  }

  /// @param gaps that the recording is known to have
  public ReplayTimeline timeline(List<RecordingGap> gaps) {
    return timeline.build(now, commands(), gaps);
  }
}
