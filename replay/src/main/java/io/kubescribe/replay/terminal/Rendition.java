package io.kubescribe.replay.terminal;

/// SGR: applies its parameters to a style. Colours beyond the first sixteen come as `38;5;INDEX`,
/// `38;2;RED;GREEN;BLUE` or with colons, where a colour space may come before red.
final class Rendition {
  private Rendition() {}

  static long apply(long style, Parameters parameters) {
    long now = style;
    for (int i = 0; i < parameters.count(); i++) {
      int first = parameters.get(i);
      if (first == 38 || first == 48) {
        int color;
        if (parameters.parts(i) > 1) {
          color = withColons(parameters, i);
        } else {
          color = withSemicolons(parameters, i);
          i += taken(parameters, i);
        }
        if (color != 0) {
          now = first == 38 ? Style.withForeground(now, color) : Style.withBackground(now, color);
        }
      } else if (parameters.parts(i) == 1) {
        now = simple(now, first);
      }
    }
    return now;
  }

  private static int withColons(Parameters parameters, int i) {
    int parts = parameters.parts(i);
    if (parameters.part(i, 1) == 5 && parts == 3) {
      return Style.indexed(parameters.part(i, 2));
    }
    if (parameters.part(i, 1) == 2 && (parts == 5 || parts == 6)) {
      return Style.rgb(
          parameters.part(i, parts - 3),
          parameters.part(i, parts - 2),
          parameters.part(i, parts - 1));
    }
    return 0;
  }

  private static int withSemicolons(Parameters parameters, int i) {
    return switch (kind(parameters, i)) {
      case 5 -> i + 2 < parameters.count() ? Style.indexed(parameters.get(i + 2)) : 0;
      case 2 ->
          i + 4 < parameters.count()
              ? Style.rgb(parameters.get(i + 2), parameters.get(i + 3), parameters.get(i + 4))
              : 0;
      default -> 0;
    };
  }

  /// How many parameters after `i` belong to the colour.
  private static int taken(Parameters parameters, int i) {
    return switch (kind(parameters, i)) {
      case 5 -> i + 2 < parameters.count() ? 2 : 1;
      case 2 -> i + 4 < parameters.count() ? 4 : 1;
      default -> 0;
    };
  }

  private static int kind(Parameters parameters, int i) {
    return i + 1 < parameters.count() && parameters.parts(i + 1) == 1 ? parameters.get(i + 1) : 0;
  }

  private static long simple(long style, int code) {
    return switch (code) {
      case 0 -> Style.DEFAULT;
      case 1 -> Style.with(Style.without(style, Style.FAINT), Style.BOLD);
      case 2 -> Style.with(Style.without(style, Style.BOLD), Style.FAINT);
      case 3 -> Style.with(style, Style.ITALIC);
      case 4 -> Style.with(style, Style.UNDERLINE);
      case 5 -> Style.with(style, Style.BLINK);
      case 7 -> Style.with(style, Style.INVERSE);
      case 9 -> Style.with(style, Style.STRIKETHROUGH);
      case 21, 22 -> Style.without(style, Style.BOLD | Style.FAINT);
      case 23 -> Style.without(style, Style.ITALIC);
      case 24 -> Style.without(style, Style.UNDERLINE);
      case 25 -> Style.without(style, Style.BLINK);
      case 27 -> Style.without(style, Style.INVERSE);
      case 29 -> Style.without(style, Style.STRIKETHROUGH);
      case 39 -> Style.withForeground(style, 0);
      case 49 -> Style.withBackground(style, 0);
      default -> color(style, code);
    };
  }

  private static long color(long style, int code) {
    if (code >= 30 && code <= 37) {
      return Style.withForeground(style, Style.indexed(code - 30));
    }
    if (code >= 40 && code <= 47) {
      return Style.withBackground(style, Style.indexed(code - 40));
    }
    if (code >= 90 && code <= 97) {
      return Style.withForeground(style, Style.indexed(code - 82));
    }
    if (code >= 100 && code <= 107) {
      return Style.withBackground(style, Style.indexed(code - 92));
    }
    return style;
  }
}
