package io.kubescribe.ingest.recording;

/// The window of strict mode: how much may be released that is not acknowledged yet. For one
/// session's event loop only.
final class Window {
  private final Outbox outbox;
  private final RecorderLimits limits;

  /// What somebody waits to release, 0 when nobody waits.
  private int wanted;

  private boolean exhausted;

  Window(Outbox outbox, RecorderLimits limits) {
    this.outbox = outbox;
    this.limits = limits;
  }

  /// @param buffered bytes that are in no record yet
  /// @param more bytes that would come to them
  boolean isOpen(int buffered, int more, long now) {
    long oldest = outbox.oldest();
    long released = outbox.bytes() + buffered;
    return !exhausted
        && (released == 0 || released + more <= limits.window())
        && (oldest < 0 || now - oldest < limits.pauseAfter().toNanos());
  }

  /// Somebody waits from now on to release so many bytes.
  ///
  /// @return whether nobody did before
  boolean pause(int bytes) {
    boolean first = wanted == 0;
    wanted = bytes;
    return first;
  }

  /// Whether somebody waits and need not any more; true once.
  boolean resumes(int buffered, long now) {
    if (wanted > 0 && isOpen(buffered, wanted, now)) {
      wanted = 0;
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
