package io.kubescribe.replay.publish;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.recording.Recordings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Derives what recordings hold and publishes it, live sessions included. Owns one thread.
///
/// What was acknowledged is noted in a file, so a restart goes on with the rest; live sessions are
/// derived from their beginning again, and what was published of them before collapses. When the
/// log or the recordings do not answer, a session is tried again after some seconds.
public final class DerivedPublisher implements Component {
  private static final Logger log = LoggerFactory.getLogger(DerivedPublisher.class);
  private static final Duration TURN = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Publication publication;
  private final Thread thread;
  private volatile CheckResult state = CheckResult.failed("not started");

  /// @param send completes when the record is durable
  /// @param progress file that belongs to this alone
  public DerivedPublisher(
      Recordings recordings,
      Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send,
      Path progress,
      MeterRegistry registry,
      InstantSource clock) {
    publication = new Publication(recordings, send, new ProgressFile(progress), registry, clock);
    thread = Thread.ofPlatform().name("derived-publisher").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      publication.open();
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(turn());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      state = CheckResult.failed("stopped");
      publication.close();
    }
  }

  /// @return how long to wait until the next
  private Duration turn() {
    try {
      boolean more = publication.turn();
      state = CheckResult.ok(publication.following() + " sessions followed");
      return more ? Duration.ZERO : TURN;
    } catch (IOException | RuntimeException e) {
      state = CheckResult.ok("warning: tried again after: " + e.getMessage());
      log.atWarn().setCause(e).log("what is derived from recordings could not be published");
      return PAUSE;
    }
  }

  @Override
  public String name() {
    return "derived-publisher";
  }

  @Override
  public CheckResult check() {
    return state;
  }

  /// Ends the thread and waits for it, 10 s at most.
  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(STOP)) {
        throw new IOException(name() + " did not end within " + STOP.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
