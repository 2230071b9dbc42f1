package io.kubescribe.core.json;

import java.util.Arrays;

/// Finds where a JSON value ends while holding it to the grammar of RFC 8259, whatever its depth or
/// size. It decides about borders only: duplicate keys, depth and the length of numbers are judged
/// by [StrictJson], and bytes outside ASCII are taken as they come.
///
/// One pass, iterative, one bit of memory for each open container. Static and without state.
public final class JsonSyntax {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private JsonSyntax() {}

  /// Reads the value that begins at `at`, where no white space may stand.
  ///
  /// @return the position after the value, or `-1 - p` where `p` is the first byte that breaks the
  ///   grammar; `p` is `end` for a value that is cut
  public static int valueEnd(byte[] json, int at, int end) {
    return valueEnd(json, at, end, Integer.MAX_VALUE);
  }

  /// Reads a value as [#valueEnd(byte[],int,int)]; a container that opens past `maxDepth` levels
  /// breaks the grammar.
  public static int valueEnd(byte[] json, int at, int end, int maxDepth) {
    long[] objects = new long[1];
    int depth = 0;
    int i = at;
    while (true) {
      if (i >= end) {
        return -1 - i;
      }
      boolean closed;
      byte b = json[i];
      if (b == '{' || b == '[') {
        if (depth == maxDepth) {
          return -1 - i;
        }
        objects = push(objects, depth++, b == '{');
        i = RawJson.skipSpace(json, i + 1, end);
        closed = i < end && json[i] == (b == '{' ? '}' : ']');
        if (!closed) {
          i = b == '{' ? nameEnd(json, i, end) : i;
          if (i < 0) {
            return i;
          }
          continue;
        }
      } else {
        i = scalarEnd(json, i, end);
        if (i < 0) {
          return i;
        }
        closed = false;
      }
      // After a value or at the end of a container: what may follow depends on what encloses it.
      while (true) {
        if (closed) {
          depth--;
          i++;
        }
        if (depth == 0) {
          return i;
        }
        boolean inObject = (objects[(depth - 1) >> 6] >>> ((depth - 1) & 63) & 1) != 0;
        i = RawJson.skipSpace(json, i, end);
        if (i >= end) {
          return -1 - i;
        }
        if (json[i] == ',') {
          i = RawJson.skipSpace(json, i + 1, end);
          i = inObject ? nameEnd(json, i, end) : i;
          if (i < 0) {
            return i;
          }
          break;
        }
        if (json[i] != (inObject ? '}' : ']')) {
          return -1 - i;
        }
        closed = true;
      }
    }
  }

  /// Reads the string whose opening quote stands at `at`; answers as [#valueEnd].
  public static int stringEnd(byte[] json, int at, int end) {
    if (at >= end || json[at] != '"') {
      return -1 - at;
    }
    int i = at + 1;
    while (i < end) {
      byte b = json[i];
      if (b == '"') {
        return i + 1;
      }
      if (b == '\\') {
        int to = escapeEnd(json, i, end);
        if (to < 0) {
          return to;
        }
        i = to;
      } else if (b >= 0 && b < ' ') {
        return -1 - i;
      } else {
        i++;
      }
    }
    return -1 - end;
  }

  /// Reads a member's name, the colon and the white space around it; answers as [#valueEnd] with
  /// the position where the member's value must begin.
  public static int nameEnd(byte[] json, int at, int end) {
    int i = stringEnd(json, at, end);
    if (i < 0) {
      return i;
    }
    i = RawJson.skipSpace(json, i, end);
    return i < end && json[i] == ':' ? RawJson.skipSpace(json, i + 1, end) : -1 - i;
  }

  private static long[] push(long[] objects, int depth, boolean object) {
    long[] grown = depth >> 6 < objects.length ? objects : Arrays.copyOf(objects, depth >> 5);
    long bit = 1L << (depth & 63);
    if (object) {
      grown[depth >> 6] |= bit;
    } else {
      grown[depth >> 6] &= ~bit;
    }
    return grown;
  }

  private static int escapeEnd(byte[] json, int at, int end) {
    if (at + 1 >= end) {
      return -1 - end;
    }
    return switch (json[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
      case 'u' -> hexEnd(json, at + 2, end);
      default -> -1 - at;
    };
  }

  private static int hexEnd(byte[] json, int at, int end) {
    for (int i = at; i < at + 4; i++) {
      if (i >= end) {
        return -1 - end;
      }
      if (Character.digit(json[i], 16) < 0) {
        return -1 - i;
      }
    }
    return at + 4;
  }

  private static int scalarEnd(byte[] json, int at, int end) {
    return switch (json[at]) {
      case '"' -> stringEnd(json, at, end);
      case 't' -> literalEnd(json, at, end, TRUE);
      case 'f' -> literalEnd(json, at, end, FALSE);
      case 'n' -> literalEnd(json, at, end, NULL);
      default -> numberEnd(json, at, end);
    };
  }

  private static int literalEnd(byte[] json, int at, int end, byte[] literal) {
    for (int i = 0; i < literal.length; i++) {
      if (at + i >= end || json[at + i] != literal[i]) {
        return -1 - (at + i);
      }
    }
    return at + literal.length;
  }

  private static int numberEnd(byte[] json, int at, int end) {
    int i = at < end && json[at] == '-' ? at + 1 : at;
    int whole = digitsEnd(json, i, end);
    if (whole == i || (json[i] == '0' && whole > i + 1)) {
      return -1 - i;
    }
    i = whole;
    if (i < end && json[i] == '.') {
      int fraction = digitsEnd(json, i + 1, end);
      if (fraction == i + 1) {
        return -1 - fraction;
      }
      i = fraction;
    }
    if (i < end && (json[i] == 'e' || json[i] == 'E')) {
      boolean signed = i + 1 < end && (json[i + 1] == '+' || json[i + 1] == '-');
      int digits = i + (signed ? 2 : 1);
      int exponent = digitsEnd(json, digits, end);
      if (exponent == digits) {
        return -1 - exponent;
      }
      i = exponent;
    }
    return i;
  }

  private static int digitsEnd(byte[] json, int at, int end) {
    int i = at;
    while (i < end && json[i] >= '0' && json[i] <= '9') {
      i++;
    }
    return i;
  }
}
