package io.kubescribe.replay.terminal;

/// Writes the rows of a [Buffer], from the oldest kept on, as output for an empty screen of its
/// size with the cursor at the top left and all modes as they are at first.
final class RowWriter {
  /// From this length on a run of equal characters is written by REP.
  private static final int RUN = 6;

  /// No style: the blanks of a row that came in by wrapping have that of whatever wrapped.
  private static final long UNKNOWN = -1;

  private final StringBuilder out;
  private long style = Style.DEFAULT;

  RowWriter(StringBuilder out) {
    this.out = out;
  }

  /// The style that characters written now take.
  long style() {
    return style;
  }

  void write(Buffer buffer) {
    int lines = buffer.scrolledOff() > 0 ? buffer.lines() : withoutBlankEnd(buffer);
    long blanks = Style.DEFAULT;
    boolean continued = false;
    for (int i = 0; i < lines; i++) {
      Row row = buffer.line(i);
      boolean last = i == lines - 1;
      boolean wraps = row.wrapped && !last;
      write(row, wraps ? row.columns() : -1, blanks, continued);
      continued = wraps;
      if (wraps) {
        blanks = UNKNOWN;
      } else if (!last) {
        // What scrolls in at the bottom takes the present style.
        style(Style.DEFAULT);
        out.append("\r\n");
        blanks = Style.DEFAULT;
      }
    }
  }

  private static int withoutBlankEnd(Buffer buffer) {
    int lines = buffer.lines();
    while (lines > 0
        && buffer.line(lines - 1).isBlank()
        && (lines == 1 || !buffer.line(lines - 2).wrapped)) {
      lines--;
    }
    return lines;
  }

  /// @param atLeast cells to write one by one, or -1 for as many as are not blanks at the end
  /// @param blanks the style of the row's cells now
  /// @param continued whether the row before goes on here, which its first character says
  private void write(Row row, int atLeast, long blanks, boolean continued) {
    int columns = row.columns();
    long end = row.style(columns - 1);
    int cells = atLeast;
    if (cells < 0) {
      cells = columns;
      while (cells > 0 && row.cell(cells - 1) == Row.BLANK && row.style(cells - 1) == end) {
        cells--;
      }
      cells = Math.max(cells, continued ? 1 : 0);
    }
    int column = 0;
    while (column < cells) {
      column = writeRun(row, column, cells);
    }
    if (cells < columns && end != blanks) {
      style(end);
      out.append("\u001b[K");
    }
  }

  /// @return the column behind what was written
  private int writeRun(Row row, int column, int cells) {
    int cell = row.cell(column);
    style(row.style(column));
    out.appendCodePoint(cell & Row.CODE);
    if ((cell & Row.WIDE) != 0) {
      return column + 2;
    }
    int end = column + 1;
    while (end < cells && row.cell(end) == cell && row.style(end) == style) {
      end++;
    }
    int more = end - column - 1;
    if (more >= RUN) {
      out.append("\u001b[").append(more).append('b');
    } else {
      for (int i = 0; i < more; i++) {
        out.appendCodePoint(cell & Row.CODE);
      }
    }
    return end;
  }

  private void style(long wanted) {
    if (wanted != style) {
      appendStyle(out, wanted);
      style = wanted;
    }
  }

  /// Appends SGR for a style, whatever it was before.
  static void appendStyle(StringBuilder out, long style) {
    out.append("\u001b[0");
    attribute(out, style, Style.BOLD, 1);
    attribute(out, style, Style.FAINT, 2);
    attribute(out, style, Style.ITALIC, 3);
    attribute(out, style, Style.UNDERLINE, 4);
    attribute(out, style, Style.BLINK, 5);
    attribute(out, style, Style.INVERSE, 7);
    attribute(out, style, Style.STRIKETHROUGH, 9);
    color(out, Style.foreground(style), 30);
    color(out, Style.background(style), 40);
    out.append('m');
  }

  private static void attribute(StringBuilder out, long style, int attribute, int code) {
    if (Style.has(style, attribute)) {
      out.append(';').append(code);
    }
  }

  private static void color(StringBuilder out, int color, int base) {
    if (color < 0) {
      return;
    }
    out.append(';');
    if (color < 8) {
      out.append(base + color);
    } else if (color < 16) {
      out.append(base + 52 + color);
    } else if (color < 256) {
      out.append(base + 8).append(";5;").append(color);
    } else {
      out.append(base + 8).append(";2;").append((color >> 16) & 0xff);
      out.append(';').append((color >> 8) & 0xff).append(';').append(color & 0xff);
    }
  }
}
