package io.kubescribe.replay.terminal;

/// How a cell looks, packed into a `long` because screens hold one for each cell. `0` is the look
/// after a reset. Read one with the methods here.
///
/// | bits | are |
/// | --- | --- |
/// | 0–6 | [#BOLD] to [#INVERSE]; never bold and faint together |
/// | 8–33 | foreground: 0 default, `1 << 24` and an index of 256, `2 << 24` and `0xRRGGBB` |
/// | 34–59 | background, likewise |
public final class Style {
  public static final int BOLD = 1;
  public static final int FAINT = 1 << 1;
  public static final int ITALIC = 1 << 2;
  public static final int UNDERLINE = 1 << 3;
  public static final int STRIKETHROUGH = 1 << 4;
  public static final int BLINK = 1 << 5;
  public static final int INVERSE = 1 << 6;

  static final long DEFAULT = 0;

  private static final int INDEXED = 1 << 24;
  private static final int RGB = 2 << 24;
  private static final long COLOR = (1L << 26) - 1;
  private static final int FOREGROUND = 8;
  private static final int BACKGROUND = 34;

  private Style() {}

  /// Whether all of `attributes` are set.
  public static boolean has(long style, int attributes) {
    return (style & attributes) == attributes;
  }

  /// The attributes, as the constants above joined.
  public static int attributes(long style) {
    return (int) style & 0x7f;
  }

  /// A colour: -1 default, 0–255 of the palette, or `0x1000000 | 0xRRGGBB`.
  public static int foreground(long style) {
    return color((int) ((style >>> FOREGROUND) & COLOR));
  }

  /// As [#foreground(long)].
  public static int background(long style) {
    return color((int) ((style >>> BACKGROUND) & COLOR));
  }

  private static int color(int packed) {
    return switch (packed >>> 24) {
      case 0 -> -1;
      case 1 -> packed & 0xff;
      default -> 0x1000000 | (packed & 0xffffff);
    };
  }

  static int indexed(int index) {
    return INDEXED | (index & 0xff);
  }

  static int rgb(int red, int green, int blue) {
    return RGB | ((red & 0xff) << 16) | ((green & 0xff) << 8) | (blue & 0xff);
  }

  /// `color` from [#indexed] or [#rgb], or 0 for the default.
  static long withForeground(long style, int color) {
    return (style & ~(COLOR << FOREGROUND)) | ((long) color << FOREGROUND);
  }

  static long withBackground(long style, int color) {
    return (style & ~(COLOR << BACKGROUND)) | ((long) color << BACKGROUND);
  }

  static long with(long style, int attributes) {
    return style | attributes;
  }

  static long without(long style, int attributes) {
    return style & ~(long) attributes;
  }
}
