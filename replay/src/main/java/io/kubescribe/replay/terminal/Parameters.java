package io.kubescribe.replay.terminal;

import java.util.Arrays;

/// The numbers of a control sequence: up to 32, each of up to six parts with colons between them.
/// Numbers are 16 bits and overflow, as in the player's terminal; what is too many goes into the
/// last.
final class Parameters {
  static final int MAX = 32;
  private static final int MAX_PARTS = 6;

  private final int[] numbers = new int[MAX * MAX_PARTS];
  private final int[] parts = new int[MAX];
  private int last;

  void clear() {
    if (last > 0 || parts[0] > 0) {
      Arrays.fill(numbers, 0, (last + 1) * MAX_PARTS, 0);
      Arrays.fill(parts, 0, last + 1, 0);
      last = 0;
    } else {
      numbers[0] = 0;
    }
  }

  /// Takes a digit, `:` or `;`.
  void accept(int code) {
    if (code == ';') {
      last = Math.min(last + 1, MAX - 1);
    } else if (code == ':') {
      parts[last] = Math.min(parts[last] + 1, MAX_PARTS - 1);
    } else {
      int at = last * MAX_PARTS + parts[last];
      numbers[at] = (10 * numbers[at] + (code - '0')) & 0xffff;
    }
  }

  int count() {
    return last + 1;
  }

  /// The first part of a number, 0 if it was left out.
  int get(int index) {
    return numbers[index * MAX_PARTS];
  }

  /// As [#get], but 1 for 0.
  int getOrOne(int index) {
    return Math.max(1, get(index));
  }

  int parts(int index) {
    return parts[index] + 1;
  }

  int part(int index, int part) {
    return numbers[index * MAX_PARTS + part];
  }

  /// As they are written.
  void appendTo(StringBuilder out) {
    for (int i = 0; i <= last; i++) {
      if (i > 0) {
        out.append(';');
      }
      for (int part = 0; part < parts(i); part++) {
        out.append(part > 0 ? ":" : "").append(part(i, part));
      }
    }
  }
}
