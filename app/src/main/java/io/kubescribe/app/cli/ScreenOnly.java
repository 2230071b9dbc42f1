package io.kubescribe.app.cli;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Lets through what changes the screen, and keeps from the terminal what would make it answer (its
/// answers would be typed into the shell of whoever watches), or act beyond the screen: titles,
/// clipboard, printers, windows, and control strings of any kind. For one thread; sequences may be
/// cut between calls anywhere.
final class ScreenOnly {
  /// No sequence that a screen needs is longer.
  private static final int LONGEST = 256;

  /// Backspace, tabulator, line ends, character sets; the bell, which only sounds.
  private static final String CONTROLS = "\u0007\b\t\n\u000b\f\r\u000e\u000f";

  /// Last characters of sequences, with numbers only, that write, erase, move and colour.
  private static final String PLAIN = "@ABCDEFGHIJKLMPSXZ`abdefgmrsu";

  /// Modes of the screen: inverse, origin, wrap, cursor, margins, alternate screens, updates at
  /// once.
  private static final Set<String> SCREEN_MODES =
      Set.of("5", "6", "7", "12", "25", "45", "47", "69", "1047", "1048", "1049", "2026");

  /// Insert, and line feed with carriage return.
  private static final Set<String> TEXT_MODES = Set.of("4", "20");

  private enum State {
    TEXT,
    ESCAPE,
    CONTROL,
    STRING,
    STRING_ESCAPE
  }

  private final StringBuilder sequence = new StringBuilder();
  private State state = State.TEXT;

  String pass(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      take(text.charAt(i), out);
    }
    return out.toString();
  }

  private void take(char c, StringBuilder out) {
    switch (state) {
      case TEXT -> text(c, out);
      case ESCAPE -> escape(c, out);
      case CONTROL -> control(c, out);
      case STRING -> {
        if (c == '\u0007' || c == '\u0018' || c == '\u001a' || c == '\u009c') {
          state = State.TEXT;
        } else if (c == '\u001b') {
          state = State.STRING_ESCAPE;
        }
      }
      case STRING_ESCAPE -> {
        if (c == '\\') {
          state = State.TEXT;
        } else {
          begin();
          escape(c, out);
        }
      }
    }
  }

  private void begin() {
    state = State.ESCAPE;
    sequence.setLength(0);
    sequence.append('\u001b');
  }

  private void text(char c, StringBuilder out) {
    if (c == '\u001b') {
      begin();
    } else if (c < ' ' ? CONTROLS.indexOf(c) >= 0 : c < '\u007f' || c > '\u009f') {
      out.append(c);
    }
  }

  private void escape(char c, StringBuilder out) {
    sequence.append(c);
    switch (c) {
      case '[' -> state = State.CONTROL;
      case ']', 'P', 'X', '^', '_' -> state = State.STRING;
      case '\u001b' -> begin();
      default -> {
        boolean goesOn = c >= ' ' && c <= '/' && sequence.length() < LONGEST;
        if (!goesOn) {
          state = State.TEXT;
          char kind = sequence.charAt(1);
          // Character sets and alignment; short ones but those that ask, or reset everything.
          if ("()*+#".indexOf(kind) >= 0 || (kind >= '0' && kind != 'c' && kind != 'Z')) {
            out.append(sequence);
          }
        }
      }
    }
  }

  private void control(char c, StringBuilder out) {
    if (c == '\u001b') {
      begin();
    } else if (c < ' ') {
      text(c, out);
    } else if (c < '@' || c > '~') {
      sequence.append(c);
      state = sequence.length() < LONGEST ? State.CONTROL : State.TEXT;
    } else {
      out.append(forScreen(sequence.substring(2), c));
      state = State.TEXT;
    }
  }

  /// The sequence, or what may be let through of it.
  ///
  /// @param between what stands between its begin and its last character
  private static String forScreen(String between, char last) {
    boolean numbers = between.chars().allMatch(c -> "0123456789;:".indexOf(c) >= 0);
    boolean whole =
        switch (last) {
          case 'h', 'l' -> false;
          // The cursor's form.
          case 'q' -> between.matches("[0-9]* ");
          // Down; with more numbers, following the mouse.
          case 'T' -> between.matches("[0-9]*");
          case 'J', 'K' -> numbers || between.matches("\\?[0-9;]*");
          default -> numbers && PLAIN.indexOf(last) >= 0;
        };
    if (whole) {
      return "\u001b[" + between + last;
    }
    return last == 'h' || last == 'l' ? modes(between, last) : "";
  }

  private static String modes(String between, char last) {
    boolean screen = between.startsWith("?");
    Set<String> known = screen ? SCREEN_MODES : TEXT_MODES;
    String modes =
        Arrays.stream(between.substring(screen ? 1 : 0).split(";"))
            .filter(known::contains)
            .collect(Collectors.joining(";"));
    return modes.isEmpty() ? "" : "\u001b[" + (screen ? "?" : "") + modes + last;
  }
}
