package io.kubescribe.replay.terminal;

import java.util.Arrays;

/// Tells whether a line that took another's place makes that one worth telling.
final class LineChange {
  private LineChange() {}

  /// Whether the new text only continues the old.
  static boolean isGrowth(String before, String now) {
    return now.startsWith(before);
  }

  /// Whether the new text is the old one corrected: what begins and ends alike is half of it or
  /// more. So are a command being typed and a counter that counts.
  static boolean isEdit(String before, String now) {
    if (now.isEmpty()) {
      return false;
    }
    int shorter = Math.min(before.length(), now.length());
    int start = 0;
    while (start < shorter && before.charAt(start) == now.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && before.charAt(before.length() - 1 - end) == now.charAt(now.length() - 1 - end)) {
      end++;
    }
    return start == now.length() || 2 * (start + end) >= before.length();
  }

  /// Whether both are made of the same words.
  static boolean hasSameWords(String before, String now) {
    return Arrays.equals(words(before), words(now));
  }

  private static String[] words(String text) {
    String[] words = text.strip().split("\\s+");
    Arrays.sort(words);
    return words;
  }
}
