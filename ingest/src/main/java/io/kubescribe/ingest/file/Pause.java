package io.kubescribe.ingest.file;

import java.time.Duration;
import java.time.InstantSource;

/// Time, and how to let it pass.
interface Pause {
  InstantSource clock();

  void pause(Duration duration) throws InterruptedException;

  /// Of this machine.
  static Pause real() {
    return new Pause() {
      @Override
      public InstantSource clock() {
        return InstantSource.system();
      }

      @Override
      public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
      }
    };
  }
}
