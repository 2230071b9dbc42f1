package io.kubescribe.ingest.recording;

import io.kubescribe.core.session.SessionRecord;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Bounds resizes, of which a client may send thousands a second: of those within 50 ms the last is
/// kept, unless output comes between. For one session's event loop only.
final class Resizes {
  /// Larger terminals do not exist; whoever plays the recording has to hold one in memory.
  static final int MAX_SIZE = 4_096;

  static final long APART = 50_000_000;

  private final Consumer<SessionRecord.Resize> out;
  private SessionRecord.@Nullable Resize last;
  private SessionRecord.@Nullable Resize held;
  private long writtenAt;

  Resizes(Consumer<SessionRecord.Resize> out) {
    this.out = out;
  }

  /// An unknown terminal has the size 0x0: that is none.
  void add(int width, int height, long now) {
    if (width == 0 || height == 0) {
      return;
    }
    held = new SessionRecord.Resize(Math.min(width, MAX_SIZE), Math.min(height, MAX_SIZE));
    if (last == null || now - writtenAt >= APART) {
      flush(now);
    }
  }

  /// Writes the one that is held, unless the terminal has that size already.
  void flush(long now) {
    if (held != null && !held.equals(last)) {
      last = held;
      writtenAt = now;
      held = null;
      out.accept(last);
    }
    held = null;
  }

  /// When the one that is held must be written, -1 for none.
  long due() {
    return held == null ? -1 : writtenAt + APART;
  }
}
