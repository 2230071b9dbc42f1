package io.kubescribe.replay.derive.command;

/// Counts what is typed at a prompt, as far as input is recorded: never what, only how much.
final class Typing {
  private static final char INTERRUPT = 0x03;
  private static final char BACKSPACE = 0x08;
  private static final char KILL_LINE = 0x15;
  private static final char ESCAPE = 0x1b;
  private static final char DELETE = 0x7f;

  private static final char MASK = '*';
  private static final String PASTE = "[200~";
  private static final String PASTE_END = "\u001b[201~";

  private int keys;
  private int enters;
  private boolean interrupted;

  /// @return whether the line was interrupted
  boolean type(String text) {
    boolean stopped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r', '\n' -> enters++;
        case INTERRUPT -> {
          keys = 0;
          enters = 0;
          interrupted = true;
          stopped = true;
        }
        case KILL_LINE -> keys = 0;
        case BACKSPACE, DELETE -> keys = Math.max(0, keys - 1);
        case ESCAPE -> i = endOfKey(text, i + 1) - 1;
        default -> keys += c >= ' ' && !Character.isLowSurrogate(c) ? 1 : 0;
      }
    }
    return stopped;
  }

  /// Where the key ends whose sequence begins behind an escape: its characters are no text. So is
  /// what was pasted, in which a shell takes no line's end for Enter.
  private static int endOfKey(String text, int from) {
    if (from >= text.length()) {
      return from;
    }
    int at = from + 1;
    switch (text.charAt(from)) {
      case '[' -> {
        while (at < text.length() && text.charAt(at) < '@') {
          at++;
        }
        at++;
        if (text.startsWith(PASTE, from)) {
          int end = text.indexOf(PASTE_END, at);
          at = end < 0 ? text.length() : end + PASTE_END.length();
        }
      }
      case 'O' -> at++;
      case MASK -> {
        // Which key it was is masked, too, and where it ended.
        while (at < text.length() && text.charAt(at) == MASK) {
          at++;
        }
      }
      default -> {}
    }
    return Math.min(at, text.length());
  }

  /// A new line is begun.
  void begin() {
    keys = 0;
    enters = 0;
    interrupted = false;
  }

  /// Takes one Enter, if one was typed and not taken.
  boolean takeEnter() {
    if (enters == 0) {
      return false;
    }
    enters--;
    return true;
  }

  boolean hasEnter() {
    return enters > 0;
  }

  int keys() {
    return keys;
  }

  boolean isInterrupted() {
    return interrupted;
  }
}
