package io.kubescribe.ingest.recording;

import static io.kubescribe.core.session.SessionStream.STDOUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.ingest.session.RecordingListener;
import io.kubescribe.ingest.session.SessionRecording;
import io.kubescribe.ingest.spool.FakeLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionRecorderTest {
  private static final int SESSIONS = 100;
  private static final int PIECES = 200;

  /// For machines that have other things to do.
  private static final RecorderLimits PATIENT =
      new RecorderLimits(
          256 << 10,
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          4 << 20,
          128L << 20,
          Duration.ofHours(1));

  private final FakeLog log = new FakeLog();
  private final SessionRecorder recorder =
      new SessionRecorder(log, PATIENT, System::nanoTime, new SimpleMeterRegistry());
  private final List<EventLoop> loops = List.of(new DefaultEventLoop(), new DefaultEventLoop());

  @AfterEach
  void close() {
    recorder.close();
    for (EventLoop loop : loops) {
      var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
  }

  private CompletableFuture<Void> session(int number, RecordingMode mode) {
    EventLoop loop = loops.get(number % loops.size());
    SessionStart start = RecorderFixture.start(mode, InputPolicy.OFF, false);
    return CompletableFuture.supplyAsync(
            () -> {
              SessionId id = SessionId.next(InstantSource.system(), new SecureRandom());
              return recorder.begin(id, start, loop, new Unheard());
            },
            loop)
        .thenCompose(recording -> recording.started().thenApply(_ -> recording))
        .thenCompose(recording -> write(recording, loop, PIECES));
  }

  /// Each piece in a turn of its own.
  private static CompletableFuture<Void> write(
      SessionRecording recording, EventLoop loop, int left) {
    if (left == 0) {
      return recording.end(EndReason.COMPLETED, "");
    }
    RecorderFixture.data(recording, STDOUT, "piece");
    return CompletableFuture.runAsync(() -> {}, loop)
        .thenComposeAsync(_ -> write(recording, loop, left - 1), loop);
  }

  @Test
  void many_sessions_share_two_threads() {
    recorder.start();
    List<CompletableFuture<Void>> sessions = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(session(i, i % 2 == 0 ? RecordingMode.STRICT : RecordingMode.BEST_EFFORT));
    }
    assertThat(CompletableFuture.allOf(sessions.toArray(CompletableFuture[]::new)))
        .succeedsWithin(60, TimeUnit.SECONDS);
    assertThat(recorder.open()).isZero();
    assertThat(log.taken())
        .hasSizeGreaterThan(2 * SESSIONS)
        .hasSizeLessThanOrEqualTo((PIECES + 2) * SESSIONS);
    assertThat(recorder.check().ok()).isTrue();
  }

  @Test
  void what_is_queued_is_handed_over_before_the_end() {
    recorder.start();
    assertThat(session(0, RecordingMode.STRICT)).succeedsWithin(60, TimeUnit.SECONDS);
    recorder.close();
    assertThat(log.taken()).hasSizeGreaterThan(2);
  }

  private static final class Unheard implements RecordingListener {
    @Override
    public void resumed() {}

    @Override
    public void exhausted(String message) {}
  }
}
