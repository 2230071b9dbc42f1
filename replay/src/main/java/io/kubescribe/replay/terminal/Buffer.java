package io.kubescribe.replay.terminal;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rows of one screen and, above them, those that scrolled off the top, up to a limit. Rows are
/// references in a ring: scrolling moves them, not their cells.
final class Buffer {
  /// Told of rows whose text leaves the screen, before it does.
  interface Watcher {
    /// @param next the row below, null if there is none
    /// @param number from the top of the screen
    /// @param scrolledOff whether it goes above the screen and is kept there, and not away
    void leaving(Row row, @Nullable Row next, int number, boolean scrolledOff);

    /// The other screen is about to be shown.
    void switching();
  }

  private final int scrollback;
  private @Nullable Row[] ring = {};
  private int first;
  private int count;
  private int columns;
  private int rows;
  private @Nullable Watcher watcher;

  Buffer(int columns, int rows, int scrollback, long style) {
    this.scrollback = scrollback;
    reset(columns, rows, style);
  }

  void watch(@Nullable Watcher watcher) {
    this.watcher = watcher;
  }

  /// Empties it, and makes it of this size.
  void reset(int columns, int rows, long style) {
    if (this.columns != columns || this.rows != rows) {
      this.columns = columns;
      this.rows = rows;
      ring = new Row[capacity()];
    }
    first = 0;
    count = rows;
    for (int i = 0; i < rows; i++) {
      blankRow(i, style);
    }
  }

  private void blankRow(int slot, long style) {
    Row row = ring[slot];
    if (row == null) {
      ring[slot] = new Row(columns, style);
    } else {
      row.reset(style);
    }
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  int scrollback() {
    return scrollback;
  }

  /// Rows above the screen.
  int scrolledOff() {
    return count - rows;
  }

  /// A row of the screen.
  Row row(int row) {
    return line(count - rows + row);
  }

  /// A row from the oldest kept one on.
  Row line(int line) {
    return Objects.requireNonNull(ring[slot(line)]);
  }

  int lines() {
    return count;
  }

  private int slot(int line) {
    return (first + line) & (ring.length - 1);
  }

  /// Adds a row of blanks at the bottom, and so moves the screen down by one.
  private void push(long style) {
    if (count - rows == scrollback) {
      Row oldest = line(0);
      ring[first] = null;
      first = (first + 1) & (ring.length - 1);
      ring[slot(count - 1)] = oldest;
      oldest.reset(style);
    } else {
      blankRow(slot(count++), style);
    }
  }

  /// Moves the rows from `top` to before `end` up. Off the top of the screen they go above it; from
  /// lower down they are lost.
  void scrollUp(int top, int end, int by, long style) {
    int n = Math.min(by, end - top);
    leaving(top, top + n, top == 0 && scrollback > 0);
    if (end < rows) {
      row(end - 1).wrapped = false;
    }
    if (top == 0) {
      for (int i = 0; i < n; i++) {
        push(style);
      }
      if (end < rows) {
        rotateRight(end - n, rows, n);
      }
    } else {
      row(top - 1).wrapped = false;
      rotateRight(top, end, end - top - n);
      blank(end - n, end, style);
    }
  }

  void scrollDown(int top, int end, int by, long style) {
    int n = Math.min(by, end - top);
    leaving(end - n, end, false);
    rotateRight(top, end, n);
    blank(top, top + n, style);
    if (top > 0) {
      row(top - 1).wrapped = false;
    }
    row(end - 1).wrapped = false;
  }

  private void blank(int from, int to, long style) {
    for (int i = from; i < to; i++) {
      row(i).reset(style);
    }
  }

  private void rotateRight(int from, int to, int by) {
    int length = to - from;
    Row[] moved = new Row[length];
    for (int i = 0; i < length; i++) {
      moved[i] = row(from + i);
    }
    int base = count - rows + from;
    for (int i = 0; i < length; i++) {
      int target = i + by;
      ring[slot(base + (target >= length ? target - length : target))] = moved[i];
    }
  }

  /// Parts the line that goes on in a row of the screen from what is in it.
  void endLine(int row) {
    if (count - rows + row > 0) {
      line(count - rows + row - 1).wrapped = false;
    }
  }

  /// Clears whole rows.
  void clear(int from, int to, long style) {
    leaving(from, to, false);
    blank(from, to, style);
  }

  /// Tells the watcher that all of the screen goes.
  void leave() {
    leaving(0, rows, scrollback > 0);
  }

  private void leaving(int from, int to, boolean scrolledOff) {
    if (watcher != null) {
      for (int i = from; i < to; i++) {
        watcher.leaving(row(i), i + 1 < rows ? row(i + 1) : null, i, scrolledOff);
      }
    }
  }

  /// Takes the outcome of a resize: `lines` are all rows, the screen's at the end, and `lost` those
  /// that were below. Whatever is above the screen now has left it.
  void become(List<Row> lines, List<Row> lost, int columns, int rows) {
    leaving(lost, lost.size(), rows, false);
    leaving(lines, lines.size() - rows, 0, scrollback > 0);
    this.columns = columns;
    this.rows = rows;
    count = Math.min(lines.size(), rows + scrollback);
    first = 0;
    ring = lines.subList(lines.size() - count, lines.size()).toArray(new Row[capacity()]);
  }

  private void leaving(List<Row> gone, int end, int number, boolean scrolledOff) {
    for (int i = 0; i < end && watcher != null; i++) {
      Row next = i + 1 < gone.size() ? gone.get(i + 1) : null;
      watcher.leaving(gone.get(i), next, number, scrolledOff);
    }
  }

  /// A power of two with room for all rows.
  private int capacity() {
    return Integer.highestOneBit(rows + scrollback) << 1;
  }
}
