package io.kubescribe.replay.terminal;

/// A screen of ours in the form in which `oracle.mjs` tells the player's: what is painted, no more.
final class Painted {
  private static final int ON_BLANKS = Style.UNDERLINE | Style.STRIKETHROUGH;

  private Painted() {}

  static String of(Terminal terminal) {
    Cursor cursor = terminal.cursor();
    StringBuilder out = new StringBuilder();
    out.append(cursor.visible() ? cursor.column() + "," + cursor.row() : "hidden");
    for (int row = 0; row < terminal.rows(); row++) {
      out.append('\u0001');
      row(terminal, row, out);
    }
    return out.toString();
  }

  private static void row(Terminal terminal, int row, StringBuilder out) {
    StringBuilder looks = new StringBuilder();
    String before = "-/-/0";
    for (int column = 0; column < terminal.columns(); column++) {
      if (terminal.width(column, row) == 0) {
        out.append('\u0002');
        continue;
      }
      int code = terminal.character(column, row);
      out.appendCodePoint(code);
      String look = look(terminal.style(column, row), code);
      if (!look.equals(before)) {
        looks.append(' ').append(column).append(':').append(look);
      }
      before = look;
    }
    out.append('\u0000').append(looks);
  }

  private static String look(long style, int code) {
    boolean inverse = Style.has(style, Style.INVERSE);
    String foreground = color(Style.foreground(style), inverse ? "f" : "-");
    String background = color(Style.background(style), inverse ? "b" : "-");
    String paper = inverse ? foreground : background;
    String ink = inverse ? background : foreground;
    int attributes = Style.attributes(style) & ~Style.INVERSE;
    if (code == ' ') {
      return "-/" + paper + "/" + (attributes & ON_BLANKS);
    }
    return ink + "/" + paper + "/" + (isBlock(code) ? attributes & ON_BLANKS : attributes);
  }

  private static String color(int color, String none) {
    return color < 0
        ? none
        : color < 256 ? Integer.toString(color) : "#%06x".formatted(color & 0xffffff);
  }

  /// Characters that the player draws itself, upon a blank.
  private static boolean isBlock(int code) {
    return (code >= 0x2580 && code <= 0x259f)
        || code == 0x2503
        || code == 0x2579
        || code == 0x257b
        || code == 0x25a0
        || (code >= 0x1fb00 && code <= 0x1fb3b);
  }
}
