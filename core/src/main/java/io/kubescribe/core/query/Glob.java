package io.kubescribe.core.query;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A pattern of [Query.Wildcard]: `*` any run of characters, `?` any one, `\` before a character
/// that character itself. Matched over UTF-8 without an automaton, so no pattern costs more than
/// its length times the length of the text. Immutable.
public final class Glob {
  private static final int ANY_RUN = -1;
  private static final int ANY_ONE = -2;

  /// UTF-8 bytes (0-255) and the two wildcards.
  private final int[] steps;

  private final byte[] prefix;

  private Glob(int[] steps) {
    this.steps = steps;
    ByteArrayOutputStream literal = new ByteArrayOutputStream();
    for (int step : steps) {
      if (step < 0) {
        break;
      }
      literal.write(step);
    }
    this.prefix = literal.toByteArray();
  }

  public static Glob of(String pattern) {
    List<Integer> steps = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      int c = pattern.codePointAt(at);
      at += Character.charCount(c);
      if (c == '*') {
        if (steps.isEmpty() || steps.getLast() != ANY_RUN) {
          steps.add(ANY_RUN);
        }
        continue;
      }
      if (c == '?') {
        steps.add(ANY_ONE);
        continue;
      }
      if (c == '\\' && at < pattern.length()) {
        c = pattern.codePointAt(at);
        at += Character.charCount(c);
      }
      for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
        steps.add(b & 0xff);
      }
    }
    return new Glob(steps.stream().mapToInt(Integer::intValue).toArray());
  }

  /// The bytes with which every match begins; a copy.
  public byte[] literalPrefix() {
    return prefix.clone();
  }

  /// Whether the pattern has no wildcard.
  public boolean literal() {
    return prefix.length == steps.length;
  }

  public boolean matches(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return matches(utf8, 0, utf8.length);
  }

  /// Whether the UTF-8 text `utf8[from, to)` matches as a whole.
  public boolean matches(byte[] utf8, int from, int to) {
    int at = from;
    int step = 0;
    int runStep = -1;
    int runAt = from;
    while (at < to) {
      if (step < steps.length && steps[step] == ANY_RUN) {
        runStep = step++;
        runAt = at;
      } else if (step < steps.length && steps[step] == ANY_ONE) {
        at = nextCharacter(utf8, at, to);
        step++;
      } else if (step < steps.length && steps[step] == (utf8[at] & 0xff)) {
        at++;
        step++;
      } else if (runStep >= 0) {
        // Let the last run take one character more, and try the rest again.
        runAt = nextCharacter(utf8, runAt, to);
        at = runAt;
        step = runStep + 1;
      } else {
        return false;
      }
    }
    while (step < steps.length && steps[step] == ANY_RUN) {
      step++;
    }
    return step == steps.length;
  }

  private static int nextCharacter(byte[] utf8, int at, int to) {
    int next = at + 1;
    while (next < to && (utf8[next] & 0xc0) == 0x80) {
      next++;
    }
    return next;
  }
}
