package io.kubescribe.ingest.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What happens to a connection if nothing else does; one at a time. Used by its event loop alone.
public final class Deadline {
  private final EventLoop loop;
  private @Nullable Future<?> pending;

  public Deadline(EventLoop loop) {
    this.loop = loop;
  }

  /// Replaces the one before.
  ///
  /// @param action runs on the event loop
  public void set(Duration in, Runnable action) {
    cancel();
    pending = loop.schedule(action, in.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void cancel() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
