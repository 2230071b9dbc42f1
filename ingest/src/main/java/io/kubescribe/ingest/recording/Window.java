package io.kubescribe.ingest.recording;

/// The window of strict mode: how much may be released that is not acknowledged yet. For one
/// session's event loop only.
final class Window {
  private final Outbox outbox;
  private final RecorderLimits limits;
  private boolean paused;
  private boolean exhausted;

  Window(Outbox outbox, RecorderLimits limits) {
    this.outbox = outbox;
    this.limits = limits;
  }

  /// @param buffered bytes that are in no record yet
  boolean isOpen(int buffered, long now) {
    long oldest = outbox.oldest();
    return !exhausted
        && outbox.bytes() + buffered < limits.window()
        && (oldest < 0 || now - oldest < limits.pauseAfter().toNanos());
  }

  /// Somebody waits from now on.
  ///
  /// @return whether nobody did before
  boolean pause() {
    boolean first = !paused;
    paused = true;
    return first;
  }

  /// Whether somebody waits and need not any more; true once.
  boolean resumes(int buffered, long now) {
    if (paused && isOpen(buffered, now)) {
      paused = false;
      return true;
    }
    return false;
  }

  boolean isExhausted(long now) {
    long oldest = outbox.oldest();
    return oldest >= 0 && now - oldest >= limits.endAfter().toNanos();
  }

  /// When it will be exhausted if nothing is acknowledged.
  long exhaustedAt(long otherwise) {
    long oldest = outbox.oldest();
    return oldest < 0 || exhausted ? otherwise : oldest + limits.endAfter().toNanos();
  }

  /// Closes it for good; true once.
  boolean exhaust() {
    boolean first = !exhausted;
    exhausted = true;
    return first;
  }
}
