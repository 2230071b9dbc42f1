package io.kubescribe.app.text;

/// Makes text of any origin safe and measurable on a terminal. Static, without state.
public final class Printable {
  /// First and last code points that take two columns: East Asian wide forms and pictographs.
  private static final int[][] WIDE = {
    {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
    {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd}
  };

  private Printable() {}

  /// The text on one line, with everything that a terminal would act on (escape sequences, line
  /// ends, bidirectional overrides) shown as `\\u001b`.
  public static String line(String text) {
    if (text.codePoints().allMatch(Printable::isPlain)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isPlain(c)) {
            shown.appendCodePoint(c);
          } else {
            for (char unit : Character.toChars(c)) {
              shown.append(String.format("\\u%04x", (int) unit));
            }
          }
        });
    return shown.toString();
  }

  /// As [#line], and cut to so many characters at most.
  public static String line(String text, int longest) {
    return line(text.length() > longest ? text.substring(0, longest) + "…" : text);
  }

  /// Whether a terminal shows the code point and does nothing else.
  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /// Columns that the text takes.
  public static int width(String text) {
    return text.codePoints().map(Printable::width).sum();
  }

  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    for (int[] range : WIDE) {
      if (c >= range[0] && c <= range[1]) {
        return 2;
      }
    }
    return 1;
  }

  /// The text in exactly so many columns: filled with spaces, or cut with `…` at its end.
  public static String fit(String text, int columns) {
    int width = width(text);
    if (width <= columns) {
      return text + " ".repeat(columns - width);
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      if (used + width(c) > columns - 1) {
        break;
      }
      cut.appendCodePoint(c);
      used += width(c);
    }
    return cut.append("…").append(" ".repeat(Math.max(0, columns - 1 - used))).toString();
  }
}
