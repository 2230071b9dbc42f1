package io.kubescribe.replay.terminal;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells the lines that were on a terminal's screen, each when it leaves: by scrolling off, by
/// being cleared or written over, with the alternate screen, or at the end.
///
/// Lines that scroll off or are cleared are told as they were, however short their life. Lines
/// written over are told if the screen has stood still with them (250 ms without output, or once a
/// second): so a progress bar is not told a thousand times. What stands where the cursor is may be
/// half typed: when it is corrected it is never told, and when it is replaced only if it stood for
/// 2 s. Except for lines scrolled off the primary screen, a line told a short while ago is not told
/// again.
///
/// For the thread of its terminal, which must be fed through here from its beginning.
public final class SettledLines {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long SAMPLE = TimeUnit.SECONDS.toNanos(1);
  private static final long TYPED = TimeUnit.SECONDS.toNanos(2);

  /// A longer line is told in pieces, in characters.
  private static final int MAX_LINE = 32 * 1024;

  private final Terminal terminal;
  private final Screen screen;
  private final Consumer<SettledLine> lines;
  private final RecentLines recent = new RecentLines();
  private long now;
  private long sampled;

  /// Rows that have left of a line whose rest is still there; empty if there is none.
  private final StringBuilder pending = new StringBuilder();

  private @Nullable Row expected;
  private long pendingAppeared;
  private long pendingSettled;

  /// @param terminal new
  /// @param lines is given each line on the thread that feeds
  public SettledLines(Terminal terminal, Consumer<SettledLine> lines) {
    this.terminal = terminal;
    this.screen = terminal.screen();
    this.lines = lines;
    screen.watch(
        new Buffer.Watcher() {
          @Override
          public void leaving(Row row, @Nullable Row next, int number, boolean scrolledOff) {
            SettledLines.this.leaving(row, next, number, scrolledOff);
          }

          @Override
          public void switching() {
            stamp();
            sample();
          }
        });
  }

  public Terminal terminal() {
    return terminal;
  }

  /// Output that came at a time, in nanoseconds since the session began; never earlier than the
  /// call before.
  public void output(long nanos, byte[] bytes, int offset, int length) {
    if (nanos - now >= PAUSE || nanos - sampled >= SAMPLE) {
      sample();
      sampled = nanos;
    }
    now = nanos;
    terminal.feed(bytes, offset, length);
    stamp();
  }

  /// A resize at that time.
  public void resize(long nanos, int columns, int rows) {
    sample();
    now = nanos;
    sampled = nanos;
    // Rows are laid out anew: the rest of the line would not be known again.
    flush(0, true);
    terminal.resize(columns, rows);
  }

  /// The end of the session: tells what is on the screen, or on both.
  public void end(long nanos) {
    sample();
    now = nanos;
    screen.buffer.leave();
    if (screen.isAlternate()) {
      screen.primary.leave();
    }
    flush(screen.rows - 1, true);
  }

  /// Notes the time at the rows that were just written.
  private void stamp() {
    for (int i = 0; i < screen.buffer.rows(); i++) {
      Row row = screen.buffer.row(i);
      if (row.changed) {
        row.changed = false;
        stamp(row);
      }
    }
  }

  private void stamp(Row row) {
    Trace trace = row.trace;
    trace.told = false;
    trace.dirty = true;
    trace.settled = now;
    if (trace.sample != null && trace.sampleGone == Trace.NEVER) {
      trace.sampleGone = now;
    }
    if (row.used() == 0) {
      trace.appeared = Trace.NEVER;
    } else if (trace.appeared == Trace.NEVER) {
      trace.appeared = now;
    }
  }

  /// Compares the lines that have changed with what they were when the screen last stood still.
  private void sample() {
    Buffer buffer = screen.buffer;
    for (int i = 0; i < buffer.rows(); i++) {
      int first = i;
      boolean dirty = buffer.row(i).trace.dirty;
      while (buffer.row(i).wrapped && i < buffer.rows() - 1) {
        i++;
        dirty |= buffer.row(i).trace.dirty;
      }
      if (dirty) {
        sample(buffer, first, i);
      }
    }
  }

  private void sample(Buffer buffer, int first, int last) {
    String text;
    long settled = Trace.NEVER;
    if (first == last) {
      text = buffer.row(first).text();
    } else {
      StringBuilder joined = new StringBuilder();
      for (int i = first; i <= last; i++) {
        buffer.row(i).appendText(joined);
      }
      text = joined.toString();
    }
    for (int i = first; i <= last; i++) {
      Trace trace = buffer.row(i).trace;
      trace.dirty = false;
      settled = Math.max(settled, trace.settled);
    }
    Trace trace = buffer.row(first).trace;
    String before = trace.sample;
    if (before != null && before.equals(text)) {
      trace.appeared = trace.sampleAppeared;
      trace.settled = trace.sampleSettled;
      trace.sampleGone = Trace.NEVER;
      return;
    }
    if (before != null) {
      if (LineChange.isGrowth(before, text)) {
        trace.appeared = trace.sampleAppeared;
      } else {
        replaced(trace, before, text, last);
        trace.appeared = settled;
      }
    }
    trace.sample = text.isEmpty() ? null : text;
    trace.sampleAppeared = trace.appeared;
    trace.sampleSettled = settled;
    trace.sampleGone = Trace.NEVER;
    trace.sampleAtCursor = screen.row >= first && screen.row <= last;
  }

  /// Tells a line that another has taken the place of, if it is worth it.
  private void replaced(Trace trace, String before, String text, int row) {
    long gone = trace.sampleGone == Trace.NEVER ? now : trace.sampleGone;
    boolean told =
        trace.sampleAtCursor
            ? !LineChange.isEdit(before, text) && gone - trace.sampleSettled >= TYPED
            : !LineChange.hasSameWords(before, text);
    if (told) {
      tell(before, trace.sampleAppeared, trace.sampleSettled, gone, row, false);
    }
  }

  private void leaving(Row row, @Nullable Row next, int number, boolean scrolledOff) {
    if (row != expected) {
      flush(number, scrolledOff);
    }
    Trace trace = row.trace;
    if (trace.told && !row.changed) {
      return;
    }
    if (row.changed) {
      row.changed = false;
      stamp(row);
    }
    long settled = trace.settled == Trace.NEVER ? now : trace.settled;
    long appeared = trace.appeared == Trace.NEVER ? settled : trace.appeared;
    String before = trace.sample;
    trace.told = true;
    if (!row.wrapped && pending.isEmpty()) {
      String text = row.text();
      if (before != null && !LineChange.isGrowth(before, text)) {
        replaced(trace, before, text, number);
        appeared = settled;
      }
      tell(text, appeared, settled, now, number, scrolledOff);
      return;
    }
    pendingAppeared = pending.isEmpty() ? appeared : Math.min(pendingAppeared, appeared);
    pendingSettled = pending.isEmpty() ? settled : Math.max(pendingSettled, settled);
    row.appendText(pending);
    if (row.wrapped && next != null && pending.length() < MAX_LINE) {
      expected = next;
    } else {
      flush(number, scrolledOff);
    }
  }

  /// Tells what has left of a line, of which no more comes.
  private void flush(int row, boolean scrolledOff) {
    expected = null;
    if (!pending.isEmpty()) {
      String text = pending.toString().stripTrailing();
      pending.setLength(0);
      tell(text, pendingAppeared, pendingSettled, now, row, scrolledOff);
    }
  }

  private void tell(
      String text, long appeared, long settled, long gone, int row, boolean scrolledOff) {
    if (text.isEmpty() || !(scrolledOff || recent.add(text))) {
      return;
    }
    // The text of a line may be older than what its first row was written with last.
    long began = Math.min(appeared, settled);
    lines.accept(
        new SettledLine(
            text, began, settled, gone, screen.isAlternate() && !scrolledOff, row, scrolledOff));
  }
}
