package io.kubescribe.replay.derive.screen;

import io.kubescribe.replay.terminal.Style;

/// The colours of the player's own theme, so that a picture looks like what plays.
final class Palette {
  static final String FOREGROUND = "#cccccc";
  static final String BACKGROUND = "#121314";

  private static final String[] SIXTEEN = {
    "#000000", "#dd3c69", "#4ebf22", "#ddaf3c", "#26b0d7", "#b954e1", "#54e1b9", "#d9d9d9",
    "#4d4d4d", "#dd3c69", "#4ebf22", "#ddaf3c", "#26b0d7", "#b954e1", "#54e1b9", "#ffffff"
  };
  private static final int CUBE = 16;
  private static final int GREYS = 232;

  private Palette() {}

  /// What characters are drawn in.
  static String ink(long style) {
    return Style.has(style, Style.INVERSE) ? background(style) : foreground(style);
  }

  /// What is behind them.
  static String paper(long style) {
    return Style.has(style, Style.INVERSE) ? foreground(style) : background(style);
  }

  private static String foreground(long style) {
    int color = Style.foreground(style);
    return color < 0 ? FOREGROUND : color(color);
  }

  private static String background(long style) {
    int color = Style.background(style);
    return color < 0 ? BACKGROUND : color(color);
  }

  private static String color(int color) {
    if (color < CUBE) {
      return SIXTEEN[color];
    }
    if (color < GREYS) {
      int index = color - CUBE;
      return rgb((level(index / 36) << 16) | (level(index / 6 % 6) << 8) | level(index % 6));
    }
    return color < 256 ? rgb((8 + 10 * (color - GREYS)) * 0x010101) : rgb(color & 0xffffff);
  }

  private static int level(int step) {
    return step == 0 ? 0 : 55 + 40 * step;
  }

  private static String rgb(int value) {
    return "#%06x".formatted(value);
  }
}
