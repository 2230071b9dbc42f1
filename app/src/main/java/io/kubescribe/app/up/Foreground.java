package io.kubescribe.app.up;

import io.kubescribe.app.node.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a process running until it is told to end (Ctrl-C, SIGTERM), and then ends it in order
/// within 20 s. What takes longer is cut off, which loses nothing: whatever was acknowledged is
/// durable at any moment.
final class Foreground {
  private static final Logger log = LoggerFactory.getLogger(Foreground.class);
  private static final Duration LONGEST_END = Duration.ofSeconds(18);

  private final Node node;

  Foreground(Node node) {
    this.node = node;
  }

  /// Returns never; the process ends with exit code 0, or 1 if not everything was closed in order.
  void run() throws InterruptedException {
    // The exit code of a process that a signal ends is set by nothing but halt.
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("end")
                .unstarted(() -> Runtime.getRuntime().halt(endInOrder() ? 0 : 1)));
    new CountDownLatch(1).await();
  }

  private boolean endInOrder() {
    log.atInfo().log("ending");
    Thread.ofPlatform().daemon().name("end-watch").start(Foreground::cutOff);
    try {
      node.close();
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
