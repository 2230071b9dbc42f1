package io.kubescribe.ingest.session;

import io.kubescribe.core.session.Flaw;
import java.util.function.LongSupplier;

/// Counts frames without content: kubectl sends one ping every 5 s. For one session's event loop
/// only.
public final class FloodGuard {
  private static final long SECOND = 1_000_000_000;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private final FirstFlaws flaws;
  private long since;
  private int count;

  /// @param perSecond more in one second are a [Flaw#FLOOD]
  public FloodGuard(int perSecond, LongSupplier nanoTime, FirstFlaws flaws) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.flaws = flaws;
    since = nanoTime.getAsLong();
  }

  /// Counts one.
  public void count() {
    if (++count > perSecond) {
      long now = nanoTime.getAsLong();
      if (now - since < SECOND) {
        flaws.report(Flaw.FLOOD, "more than " + perSecond + " frames without content in a second");
      }
      since = now;
      count = 0;
    }
  }
}
