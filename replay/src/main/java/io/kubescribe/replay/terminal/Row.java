package io.kubescribe.replay.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One row of cells. A cell is a code point, with [#WIDE] if it takes two columns; the second of
/// them is then a [#TAIL]. Cells from `used` on are blanks of style `fill` and not written in the
/// arrays, which makes clearing and scrolling cheap whatever the width.
///
/// What happens when one half of a wide character is overwritten follows the player's terminal.
final class Row {
  static final int WIDE = 1 << 22;
  static final int TAIL = 1 << 23;
  static final int CODE = (1 << 21) - 1;
  static final int BLANK = ' ';

  private final int[] cells;
  private final long[] styles;
  private int used;
  private long fill;

  /// Whether its text goes on in the next row.
  boolean wrapped;

  /// Whether a cell was written since whoever watches has cleared this.
  boolean changed;

  /// What the watcher knows of the text from here on; moves with the row.
  final Trace trace = new Trace();

  Row(int columns, long fill) {
    this.cells = new int[columns];
    this.styles = new long[columns];
    this.fill = fill;
  }

  int columns() {
    return cells.length;
  }

  int cell(int column) {
    return column < used ? cells[column] : BLANK;
  }

  long style(int column) {
    return column < used ? styles[column] : fill;
  }

  int used() {
    return used;
  }

  long fill() {
    return fill;
  }

  /// Makes it a new row of blanks.
  void reset(long style) {
    used = 0;
    fill = style;
    wrapped = false;
    changed = true;
    trace.forget();
  }

  /// Writes characters of one column each, all of which fit.
  void ascii(int column, byte[] bytes, int from, int length, long style) {
    int end = column + length;
    if (column < used && cells[column] == (TAIL | BLANK)) {
      set(column - 1, BLANK, style);
    }
    if (end < used && cells[end] == (TAIL | BLANK)) {
      set(end, BLANK, style);
    }
    use(column);
    for (int i = 0; i < length; i++) {
      cells[column + i] = bytes[from + i];
    }
    Arrays.fill(styles, column, end, style);
    used = Math.max(used, end);
    changed = true;
  }

  /// Writes one character.
  ///
  /// @return columns taken; 0 if it is wide and only the last column was left for it
  int print(int column, int code, long style) {
    boolean wide = WideCharacters.contains(code);
    int left = columns() - 1 - column;
    if (wide && left == 0) {
      return 0;
    }
    int there = cell(column);
    use(wide ? column + 2 : column + 1);
    if ((there & TAIL) != 0) {
      set(column - 1, BLANK, style);
    }
    if (wide) {
      if ((there & WIDE) == 0 && left > 1 && (cells[column + 1] & WIDE) != 0) {
        set(column + 2, BLANK, style);
      }
      set(column, code | WIDE, style);
      set(column + 1, BLANK | TAIL, style);
    } else {
      if ((there & WIDE) != 0) {
        set(column + 1, BLANK, style);
      }
      set(column, code, style);
    }
    changed = true;
    return wide ? 2 : 1;
  }

  /// Blanks the cells from `from` to before `to`.
  void clear(int from, int to, long style) {
    if (from >= columns() || from >= to) {
      return;
    }
    if ((cell(from) & TAIL) != 0) {
      set(from - 1, BLANK, style);
    }
    if (to == columns()) {
      if (from <= used || fill != style) {
        use(from);
        used = from;
        fill = style;
      }
    } else if (from < used || fill != style) {
      use(to);
      Arrays.fill(cells, from, to, BLANK);
      Arrays.fill(styles, from, to, style);
      if ((cell(to) & TAIL) != 0) {
        set(to, BLANK, style);
      }
    }
    changed = true;
  }

  /// Moves the cells from `column` on `count` to the right; those falling out come in again at the
  /// left, where the caller writes over them.
  void shiftRight(int column, int count, long style) {
    use(columns());
    int last = columns() - 1;
    if ((cells[column] & TAIL) != 0) {
      set(column, BLANK, style);
      set(column - 1, BLANK, style);
    }
    rotate(column, columns() - column - count);
    if ((cells[column] & TAIL) != 0) {
      set(column, BLANK, style);
      set(last, BLANK, style);
    }
    changed = true;
  }

  /// Takes out `count` cells at `column`, those behind move up.
  void delete(int column, int count, long style) {
    use(columns());
    if ((cells[column] & TAIL) != 0) {
      set(column - 1, BLANK, style);
    }
    rotate(column, count);
    if ((cells[column] & TAIL) != 0) {
      set(column, BLANK, style);
    }
    used = columns() - count;
    fill = style;
    changed = true;
  }

  /// Rotates the cells from `from` to the end to the left.
  private void rotate(int from, int by) {
    int length = columns() - from;
    int[] movedCells = Arrays.copyOfRange(cells, from, from + by);
    long[] movedStyles = Arrays.copyOfRange(styles, from, from + by);
    System.arraycopy(cells, from + by, cells, from, length - by);
    System.arraycopy(styles, from + by, styles, from, length - by);
    System.arraycopy(movedCells, 0, cells, columns() - by, by);
    System.arraycopy(movedStyles, 0, styles, columns() - by, by);
  }

  private void set(int column, int cell, long style) {
    use(column + 1);
    cells[column] = cell;
    styles[column] = style;
  }

  /// The same row of another width: what is beyond is gone, and half a wide character is a blank.
  Row cut(int columns) {
    Row row = new Row(columns, Style.DEFAULT);
    for (int i = 0; i < Math.min(columns, columns()); i++) {
      boolean halved = i == columns - 1 && (cell(i) & WIDE) != 0;
      row.append(halved ? BLANK : cell(i), style(i));
    }
    row.wrapped = wrapped;
    row.trace.become(trace);
    return row;
  }

  /// Puts a cell of a reflowed line; in order from the left.
  void append(int cell, long style) {
    cells[used] = cell;
    styles[used++] = style;
  }

  /// Writes out the blanks before `end`.
  private void use(int end) {
    if (used < end) {
      Arrays.fill(cells, used, end, BLANK);
      Arrays.fill(styles, used, end, fill);
      used = end;
    }
  }

  /// Whether nothing can be seen of it.
  boolean isBlank() {
    return fill == Style.DEFAULT && trailers() == columns();
  }

  /// How many cells at its end are blanks of the default style.
  int trailers() {
    if (fill != Style.DEFAULT && used < columns()) {
      return 0;
    }
    int end = used;
    while (end > 0 && cells[end - 1] == BLANK && styles[end - 1] == Style.DEFAULT) {
      end--;
    }
    return columns() - end;
  }

  /// Its characters up to the last that is not a blank.
  String text() {
    int end = used;
    while (end > 0 && cells[end - 1] == BLANK) {
      end--;
    }
    byte[] bytes = new byte[end];
    int other = 0;
    for (int i = 0; i < end; i++) {
      bytes[i] = (byte) cells[i];
      other |= cells[i];
    }
    if (other < 0x80) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    StringBuilder text = new StringBuilder(end);
    append(text, end);
    return text.toString();
  }

  /// Appends its characters up to the last that is not a blank, or all if it is wrapped.
  void appendText(StringBuilder text) {
    int end = used;
    if (!wrapped) {
      while (end > 0 && cells[end - 1] == BLANK) {
        end--;
      }
    }
    append(text, end);
    if (wrapped) {
      text.repeat(' ', columns() - end);
    }
  }

  /// Appends the characters of its first columns, blanks included.
  void appendText(StringBuilder text, int columns) {
    int end = Math.min(columns, used);
    append(text, end);
    text.repeat(' ', columns - end);
  }

  private void append(StringBuilder text, int end) {
    for (int i = 0; i < end; i++) {
      if ((cells[i] & TAIL) == 0) {
        text.appendCodePoint(cells[i] & CODE);
      }
    }
  }
}
