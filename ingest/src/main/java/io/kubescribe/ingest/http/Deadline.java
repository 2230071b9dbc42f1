package io.kubescribe.ingest.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What happens to a connection if nothing else does; one at a time. Used by its event loop alone.
final class Deadline {
  private final EventLoop loop;
  private @Nullable Future<?> pending;

  Deadline(EventLoop loop) {
    this.loop = loop;
  }

  /// Replaces the one before.
  void set(Duration in, Runnable action) {
    cancel();
    pending = loop.schedule(action, in.toMillis(), TimeUnit.MILLISECONDS);
  }

  void cancel() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
