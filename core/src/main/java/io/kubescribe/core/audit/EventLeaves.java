package io.kubescribe.core.audit;

import io.kubescribe.core.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Walks the scalar values of an event with their dotted paths, in one pass over the bytes and
/// without building a tree. The bytes must have been accepted by [AuditEventParser].
///
/// A path joins the keys on the way by `.` as they stand, so that a key with dots reads as written:
/// `annotations.authorization.k8s.io/decision`; elements of an array share the array's path. The
/// top-level `kind` and `apiVersion` are left out: the log backend writes them and the webhook does
/// not. `null` is no value.
///
/// Not safe for use by many threads: one instance each, used again and again.
public final class EventLeaves {
  /// What sort of JSON value a leaf is.
  public enum LeafType {
    STRING,
    NUMBER,
    BOOLEAN
  }

  /// Told of each value in order of the text. All arrays are valid during the call only.
  public interface Visitor {
    /// An object or array begins whose path is `path[0, pathLength)`, or a value follows that has
    /// it. Not called for `null` and for elements of an array.
    ///
    /// @return whether its values are wanted
    boolean enter(byte[] path, int pathLength);

    /// A value; strings are unescaped.
    void leaf(byte[] path, int pathLength, LeafType type, byte[] utf8, int from, int to);
  }

  private static final int MAX_NESTING = 256;

  private byte[] path = new byte[256];
  private int pathLength;
  private byte[] unescaped = new byte[256];

  /// Visits the values of `json`, one JSON object.
  public void visit(byte[] json, Visitor visitor) {
    pathLength = 0;
    object(json, RawJson.skipSpace(json, 0, json.length), 0, visitor);
  }

  /// @return the position after the object
  private int object(byte[] json, int from, int depth, Visitor visitor) {
    int end = json.length;
    int at = RawJson.skipSpace(json, from + 1, end);
    while (at < end && json[at] == '"') {
      int nameTo = RawJson.skipString(json, at, end);
      int valueFrom = RawJson.skipSpace(json, RawJson.skipSpace(json, nameTo, end) + 1, end);
      int parent = pathLength;
      boolean left =
          depth == 0
              && (RawJson.nameIs(json, at, nameTo, "kind")
                  || RawJson.nameIs(json, at, nameTo, "apiVersion"));
      append(json, at + 1, Math.max(at + 1, nameTo - 1), parent > 0);
      boolean isNull = valueFrom < end && json[valueFrom] == 'n';
      boolean wanted = !left && !isNull && visitor.enter(path, pathLength);
      at =
          wanted ? value(json, valueFrom, depth, visitor) : RawJson.skipValue(json, valueFrom, end);
      pathLength = parent;
      at = RawJson.skipSpace(json, at, end);
      if (at >= end || json[at] != ',') {
        return Math.min(end, at + 1);
      }
      at = RawJson.skipSpace(json, at + 1, end);
    }
    return Math.min(end, at + 1);
  }

  private int array(byte[] json, int from, int depth, Visitor visitor) {
    int end = json.length;
    int at = RawJson.skipSpace(json, from + 1, end);
    while (at < end && json[at] != ']') {
      at = RawJson.skipSpace(json, value(json, at, depth, visitor), end);
      if (at < end && json[at] == ',') {
        at = RawJson.skipSpace(json, at + 1, end);
      }
    }
    return Math.min(end, at + 1);
  }

  private int value(byte[] json, int from, int depth, Visitor visitor) {
    if (from >= json.length) {
      return json.length;
    }
    if (depth >= MAX_NESTING) {
      return RawJson.skipValue(json, from, json.length);
    }
    return switch (json[from]) {
      case '{' -> object(json, from, depth + 1, visitor);
      case '[' -> array(json, from, depth + 1, visitor);
      case '"' -> {
        int to = RawJson.skipString(json, from, json.length);
        string(json, from + 1, to - 1, visitor);
        yield to;
      }
      default -> {
        int to = Math.max(from + 1, RawJson.skipValue(json, from, json.length));
        if (json[from] != 'n') {
          boolean word = json[from] == 't' || json[from] == 'f';
          visitor.leaf(path, pathLength, word ? LeafType.BOOLEAN : LeafType.NUMBER, json, from, to);
        }
        yield to;
      }
    };
  }

  private void string(byte[] json, int from, int to, Visitor visitor) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        int length = unescape(json, from, to);
        visitor.leaf(path, pathLength, LeafType.STRING, unescaped, 0, length);
        return;
      }
    }
    visitor.leaf(path, pathLength, LeafType.STRING, json, from, Math.max(from, to));
  }

  private void append(byte[] json, int from, int to, boolean dot) {
    byte[] key = json;
    int keyFrom = from;
    int keyTo = to;
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        keyTo = unescape(json, from, to);
        key = unescaped;
        keyFrom = 0;
        break;
      }
    }
    int wanted = pathLength + keyTo - keyFrom + 1;
    if (wanted > path.length) {
      path = Arrays.copyOf(path, wanted * 2);
    }
    if (dot) {
      path[pathLength++] = '.';
    }
    System.arraycopy(key, keyFrom, path, pathLength, keyTo - keyFrom);
    pathLength += keyTo - keyFrom;
  }

  /// @return how many bytes of [#unescaped] are the text
  private int unescape(byte[] json, int from, int to) {
    if (unescaped.length < to - from) {
      unescaped = new byte[(to - from) * 2];
    }
    int length = 0;
    int at = from;
    while (at < to) {
      byte b = json[at++];
      if (b != '\\' || at >= to) {
        unescaped[length++] = b;
        continue;
      }
      byte escape = json[at++];
      if (escape == 'u' && at + 4 <= to) {
        int c = hex(json, at);
        at += 4;
        if (Character.isHighSurrogate((char) c)
            && at + 6 <= to
            && json[at] == '\\'
            && json[at + 1] == 'u'
            && Character.isLowSurrogate((char) hex(json, at + 2))) {
          c = Character.toCodePoint((char) c, (char) hex(json, at + 2));
          at += 6;
        }
        length = putCharacter(c, length);
      } else {
        unescaped[length++] = unescapedByte(escape);
      }
    }
    return length;
  }

  private static byte unescapedByte(byte escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static int hex(byte[] json, int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = (value << 4) | Math.max(0, Character.digit(json[at + i], 16));
    }
    return value;
  }

  /// Six bytes of escape give at most three of UTF-8, so the text always has room. A surrogate
  /// without its other half becomes the replacement mark.
  private int putCharacter(int c, int at) {
    int shown = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c;
    byte[] utf8 = Character.toString(shown).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, unescaped, at, utf8.length);
    return at + utf8.length;
  }
}
