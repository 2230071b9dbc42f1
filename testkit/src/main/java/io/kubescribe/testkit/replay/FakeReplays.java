package io.kubescribe.testkit.replay;

import io.kubescribe.core.recording.LiveView;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.ReplayFile;
import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.Replays;
import io.kubescribe.core.recording.ScreenForm;
import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.recording.TranscriptLine;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The same small replay of every recording; each thing in it tells how it was asked for. Safe for
/// use by many threads.
public final class FakeReplays implements Replays {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final SeenCommand COMMAND =
      new SeenCommand(
          3 * SECOND, "$ ", "id", SeenCommand.Confidence.HIGH, SeenCommand.Source.SCREEN, 7, null);

  /// What live views give from now on; an empty array ends the view that takes it.
  public final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();

  /// How many live views are open.
  public final AtomicInteger watchers = new AtomicInteger();

  /// What goes wrong with casts after their header; null for nothing.
  public volatile @Nullable IOException trouble;

  @Override
  public void cast(
      Recording recording, int version, long fromNanos, long toNanos, Sight sight, OutputStream out)
      throws IOException {
    out.write(utf8("{\"version\":" + version + "}\n"));
    IOException failure = trouble;
    if (failure != null) {
      out.flush();
      throw failure;
    }
    String asked = sight + " " + fromNanos + " " + toNanos;
    out.write(utf8("[0.0,\"o\",\"" + asked + "\"]\n"));
  }

  @Override
  public ReplayFile index(Recording recording, Sight sight) {
    return new ReplayFile(
        utf8(
            "{\"version\":1,\"duration\":120.0,\"term\":{\"cols\":80,\"rows\":24},\"markers\":[],"
                + "\"segments\":[{\"start\":0,\"url\":\"0.json\"}]}"),
        !recording.isLive());
  }

  @Override
  public Optional<ReplayFile> segment(
      Recording recording, int number, long untilNanos, Sight sight) {
    if (number > 0) {
      return Optional.empty();
    }
    String json =
        "{\"snapshot\":{\"cols\":80,\"rows\":24,\"init\":\"\"},\"events\":[[0.0,\"o\",\"%s %s\"]]}"
            .formatted(sight, untilNanos);
    return Optional.of(new ReplayFile(utf8(json), !recording.isLive()));
  }

  @Override
  public void transcript(Recording recording, Sight sight, Consumer<? super TranscriptLine> lines) {
    lines.accept(new TranscriptLine(SECOND, false, "$ id"));
    lines.accept(new TranscriptLine(3_723_500_000_000L, true, "line \u00e9 " + sight));
  }

  @Override
  public List<SeenCommand> commands(Recording recording, Sight sight) {
    return List.of(COMMAND);
  }

  @Override
  public ReplayTimeline timeline(Recording recording, Sight sight) {
    return new ReplayTimeline(
        120 * SECOND,
        SECOND / 4,
        List.of(0L, 5L, 1_000L),
        List.of(new ReplayTimeline.Span(10 * SECOND, 50 * SECOND)),
        List.of(new ReplayTimeline.Span(60 * SECOND, 70 * SECOND)),
        List.of(new ReplayTimeline.Size(0, 80, 24)),
        List.of(COMMAND),
        List.of(
            new RecordingGap(
                RecordingGap.Cause.NOT_RECORDED,
                9,
                2,
                SECOND,
                2 * SECOND,
                List.of(new SessionRecord.LostBytes(SessionStream.STDOUT, 100)))));
  }

  @Override
  public String screen(Recording recording, long nanos, ScreenForm form, Sight sight) {
    return "%s %s %s".formatted(form, nanos, sight);
  }

  @Override
  public String thumbnail(Recording recording, Sight sight) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>" + sight + "</title></svg>";
  }

  @Override
  public LiveView live(Recording recording, Sight sight) {
    watchers.incrementAndGet();
    return new View();
  }

  private final class View implements LiveView {
    private boolean ended;

    @Override
    public byte @Nullable [] next(Duration patience) throws InterruptedException {
      byte[] frame = ended ? null : frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      ended |= frame != null && frame.length == 0;
      return ended ? null : frame;
    }

    @Override
    public boolean hasEnded() {
      return ended;
    }

    @Override
    public void close() {
      watchers.decrementAndGet();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
