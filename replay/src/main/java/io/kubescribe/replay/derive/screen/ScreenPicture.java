package io.kubescribe.replay.derive.screen;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.replay.terminal.Cursor;
import io.kubescribe.replay.terminal.Style;
import io.kubescribe.replay.terminal.Terminal;

/// Shows a screen. Pictures are SVG of rectangles and text with nothing but presentation
/// attributes, so that a strict content policy lets them be. Safe for use by many threads, the
/// terminal is not.
public final class ScreenPicture {
  private static final int CELL_WIDTH = 9;
  private static final int CELL_HEIGHT = 18;
  private static final int BASELINE = 14;
  private static final int FONT_SIZE = 15;
  private static final int ON_BLANKS = Style.UNDERLINE | Style.STRIKETHROUGH;

  private final Terminal terminal;
  private final Cells cells;
  private final StringBuilder out = new StringBuilder();

  private ScreenPicture(Terminal terminal, Sight sight) {
    this.terminal = terminal;
    this.cells = new Cells(terminal, sight);
  }

  /// The rows as lines of text, without trailing blanks.
  public static String text(Terminal terminal, Sight sight) {
    return new Cells(terminal, sight).text();
  }

  /// A picture, which scales to whatever it is put into.
  public static String svg(Terminal terminal, Sight sight) {
    return new ScreenPicture(terminal, sight).draw();
  }

  private String draw() {
    int width = terminal.columns() * CELL_WIDTH;
    int height = terminal.rows() * CELL_HEIGHT;
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(width)
        .append(' ');
    out.append(height).append("\" font-family=\"monospace\" font-size=\"").append(FONT_SIZE);
    out.append("\"><rect width=\"").append(width).append("\" height=\"").append(height);
    out.append("\" fill=\"").append(Palette.BACKGROUND).append("\"/>");
    for (int row = 0; row < terminal.rows(); row++) {
      row(row);
    }
    cursor();
    return out.append("</svg>").toString();
  }

  private void row(int row) {
    int column = 0;
    while (column < terminal.columns()) {
      long style = terminal.style(column, row);
      int end = column + Math.max(1, terminal.width(column, row));
      boolean wide = end > column + 1;
      while (!wide
          && end < terminal.columns()
          && terminal.style(end, row) == style
          && terminal.width(end, row) == 1) {
        end++;
      }
      run(column, end, row, style);
      column = end;
    }
  }

  /// Cells of one look.
  private void run(int from, int end, int row, long style) {
    String paper = Palette.paper(style);
    if (!paper.equals(Palette.BACKGROUND)) {
      out.append("<rect x=\"")
          .append(from * CELL_WIDTH)
          .append("\" y=\"")
          .append(row * CELL_HEIGHT);
      out.append("\" width=\"").append((end - from) * CELL_WIDTH).append("\" height=\"");
      out.append(CELL_HEIGHT).append("\" fill=\"").append(paper).append("\"/>");
    }
    boolean onBlanks = (Style.attributes(style) & ON_BLANKS) != 0;
    int first = from;
    int last = end;
    while (!onBlanks && first < last && isBlank(first, row)) {
      first++;
    }
    while (!onBlanks && first < last && isBlank(last - 1, row)) {
      last--;
    }
    if (first < last) {
      text(first, last, row, style);
    }
  }

  /// Whether a cell is a blank, and not half of a wide character.
  private boolean isBlank(int column, int row) {
    return terminal.width(column, row) == 1 && cells.character(column, row) == ' ';
  }

  private void text(int from, int end, int row, long style) {
    out.append("<text x=\"").append(from * CELL_WIDTH);
    out.append("\" y=\"").append(row * CELL_HEIGHT + BASELINE);
    out.append("\" textLength=\"").append((end - from) * CELL_WIDTH);
    out.append("\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"");
    out.append(Palette.ink(style)).append('"');
    attribute(style, Style.BOLD, " font-weight=\"bold\"");
    attribute(style, Style.FAINT, " opacity=\"0.6\"");
    attribute(style, Style.ITALIC, " font-style=\"italic\"");
    if (Style.has(style, ON_BLANKS)) {
      out.append(" text-decoration=\"underline line-through\"");
    } else {
      attribute(style, Style.UNDERLINE, " text-decoration=\"underline\"");
      attribute(style, Style.STRIKETHROUGH, " text-decoration=\"line-through\"");
    }
    out.append('>');
    for (int column = from; column < end; column++) {
      if (terminal.width(column, row) > 0) {
        escape(cells.character(column, row));
      }
    }
    out.append("</text>");
  }

  private void attribute(long style, int attribute, String text) {
    if (Style.has(style, attribute)) {
      out.append(text);
    }
  }

  private void escape(int code) {
    switch (code) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      default -> out.appendCodePoint(code);
    }
  }

  private void cursor() {
    Cursor cursor = terminal.cursor();
    if (cursor.visible()) {
      int column = Math.min(cursor.column(), terminal.columns() - 1);
      out.append("<rect x=\"").append(column * CELL_WIDTH).append("\" y=\"");
      out.append(cursor.row() * CELL_HEIGHT).append("\" width=\"").append(CELL_WIDTH);
      out.append("\" height=\"")
          .append(CELL_HEIGHT)
          .append("\" fill=\"")
          .append(Palette.FOREGROUND);
      out.append("\" opacity=\"0.5\"/>");
    }
  }
}
