package io.kubescribe.ingest.simulated.stream;

import io.kubescribe.ingest.simulated.process.Ending;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A remote task on its thread.
final class Task {
  private static final Logger log = LoggerFactory.getLogger(Task.class);

  private final AtomicReference<Thread> thread = new AtomicReference<>();

  /// Starts the task.
  ///
  /// @param ended called on the task's thread with its end; a failed task counts as reset
  void start(RemoteTask task, RemoteStreams streams, Consumer<Ending> ended) {
    thread.set(
        Thread.ofVirtual().name("simulated-process").start(() -> ended.accept(run(task, streams))));
  }

  private static Ending run(RemoteTask task, RemoteStreams streams) {
    try {
      return task.run(streams);
    } catch (IOException e) {
      return new Ending.NoStatus();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ending.NoStatus();
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("a simulated process failed");
      return new Ending.Reset();
    }
  }

  /// Interrupts the task and waits for its end.
  void stop() {
    Thread running = thread.get();
    if (running == null) {
      return;
    }
    running.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        running.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
