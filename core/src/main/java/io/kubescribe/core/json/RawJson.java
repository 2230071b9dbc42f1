package io.kubescribe.core.json;

import java.nio.charset.StandardCharsets;

/// Finds the borders of values in JSON text without changing a byte of it. The text must already
/// have been accepted by a parser; on other input the borders are undefined, but every method ends
/// and stays within `end`.
public final class RawJson {
  /// Told of each member of an object: `json[nameFrom, nameTo)` is the name with its quotes,
  /// `json[valueFrom, valueTo)` the value.
  @FunctionalInterface
  public interface MemberVisitor {
    void member(int nameFrom, int nameTo, int valueFrom, int valueTo);
  }

  private RawJson() {}

  /// Visits the members of the object that begins at or after `from`, in order.
  public static void members(byte[] json, int from, int end, MemberVisitor visitor) {
    int at = skipSpace(json, from, end);
    if (at >= end || json[at] != '{') {
      return;
    }
    at = skipSpace(json, at + 1, end);
    while (at < end && json[at] == '"') {
      int nameFrom = at;
      int nameTo = skipString(json, at, end);
      int colon = skipSpace(json, nameTo, end);
      int valueFrom = skipSpace(json, colon + 1, end);
      int valueTo = skipValue(json, valueFrom, end);
      visitor.member(nameFrom, nameTo, valueFrom, valueTo);
      at = skipSpace(json, valueTo, end);
      if (at >= end || json[at] != ',') {
        return;
      }
      at = skipSpace(json, at + 1, end);
    }
  }

  /// Told of each element of an array.
  @FunctionalInterface
  public interface ElementVisitor {
    void element(int index, int valueFrom, int valueTo);
  }

  /// Visits the elements of the array that begins at or after `from`, in order.
  public static void elements(byte[] json, int from, int end, ElementVisitor visitor) {
    int at = skipSpace(json, from, end);
    if (at >= end || json[at] != '[') {
      return;
    }
    at = skipSpace(json, at + 1, end);
    for (int index = 0; at < end && json[at] != ']'; index++) {
      int valueTo = skipValue(json, at, end);
      visitor.element(index, at, valueTo);
      at = skipSpace(json, valueTo, end);
      if (at >= end || json[at] != ',') {
        return;
      }
      at = skipSpace(json, at + 1, end);
    }
  }

  /// Whether the name `json[from, to)`, with quotes, reads as `name`; escapes in it hide nothing.
  public static boolean nameIs(byte[] json, int from, int to, String name) {
    if (to - from == name.length() + 2 && startsWith(json, from + 1, name)) {
      return true;
    }
    if (to - from <= name.length() + 2) {
      return false;
    }
    for (int i = from + 1; i < to - 1; i++) {
      if (json[i] == '\\' || json[i] < 0) {
        return text(json, from, to).equals(name);
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] json, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (json[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The first position at or after `at` that is not JSON white space, at most `end`.
  public static int skipSpace(byte[] json, int at, int end) {
    int i = at;
    while (i < end && (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t')) {
      i++;
    }
    return Math.min(i, end);
  }

  /// The position after the value that begins at `at`.
  public static int skipValue(byte[] json, int at, int end) {
    if (at >= end) {
      return end;
    }
    return switch (json[at]) {
      case '"' -> skipString(json, at, end);
      case '{', '[' -> skipContainer(json, at, end);
      default -> skipScalar(json, at, end);
    };
  }

  /// The position after the string whose opening quote stands at `at`.
  public static int skipString(byte[] json, int at, int end) {
    int i = at + 1;
    while (i < end) {
      byte b = json[i];
      if (b == '"') {
        return i + 1;
      }
      i += b == '\\' ? 2 : 1;
    }
    return end;
  }

  private static int skipContainer(byte[] json, int at, int end) {
    int depth = 0;
    int i = at;
    while (i < end) {
      switch (json[i]) {
        case '"' -> {
          i = skipString(json, i, end);
          continue;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          depth--;
          if (depth == 0) {
            return i + 1;
          }
        }
        default -> {}
      }
      i++;
    }
    return end;
  }

  private static int skipScalar(byte[] json, int at, int end) {
    int i = at;
    while (i < end && !endsScalar(json[i])) {
      i++;
    }
    return i;
  }

  private static boolean endsScalar(byte b) {
    return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// The text of the string `json[from, to)`, given with its quotes; broken UTF-8 becomes U+FFFD.
  public static String text(byte[] json, int from, int to) {
    String text = new String(json, from + 1, Math.max(0, to - from - 2), StandardCharsets.UTF_8);
    return text.indexOf('\\') < 0 ? text : unescaped(text);
  }

  private static String unescaped(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 >= text.length()) {
        result.append(c);
        i++;
        continue;
      }
      char escape = text.charAt(i + 1);
      if (escape == 'u' && i + 6 <= text.length()) {
        result.append((char) Integer.parseInt(text, i + 2, i + 6, 16));
        i += 6;
      } else {
        result.append(
            switch (escape) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> escape;
            });
        i += 2;
      }
    }
    return result.toString();
  }
}
