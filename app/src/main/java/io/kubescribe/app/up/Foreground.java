package io.kubescribe.app.up;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that a process that is told to end (Ctrl-C, SIGTERM) ends in order within 20 s, also
/// while it starts. What takes longer is cut off, which loses nothing: whatever was acknowledged is
/// durable at any moment.
final class Foreground {
  private static final Logger log = LoggerFactory.getLogger(Foreground.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(18);

  private final Closeable running;
  private volatile boolean failed;

  private Foreground(Closeable running) {
    this.running = running;
  }

  /// Takes over the end of the process; to be called before anything is started.
  ///
  /// @param running closed at the end, once
  static Foreground of(Closeable running) {
    Foreground foreground = new Foreground(running);
    // The exit code of a process that a signal ends is set by nothing but halt.
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("end")
                .unstarted(() -> {
                  if (!foreground.failed) {
                    Runtime.getRuntime().halt(foreground.endInOrder() ? 0 : 1);
                  }
                }));
    return foreground;
  }

  /// What the process does until it is told to end.
  @FunctionalInterface
  interface Work {
    void run() throws IOException, InterruptedException;
  }

  /// Does the work and then waits for the end; returns never. If the work fails, what runs is
  /// closed and the failure handed on.
  void run(Work work) throws IOException, InterruptedException {
    try {
      work.run();
    } catch (Throwable e) {
      failed = true;
      running.close();
      throw e;
    }
    new CountDownLatch(1).await();
  }

  private boolean endInOrder() {
    log.atInfo().log("ending");
    Thread.ofPlatform().daemon().name("end-watch").start(Foreground::cutOff);
    try {
      running.close();
      return true;
    } catch (IOException | RuntimeException e) {
      log.atError().setCause(e).log("did not end in order");
      return false;
    }
  }

  private static void cutOff() {
    try {
      Thread.sleep(LONGEST_END);
      log.atError().log("did not end within 18 s and is cut off; nothing acknowledged is lost");
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
