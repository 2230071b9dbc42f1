package io.kubescribe.ingest.event;

import java.util.Arrays;

/// Strings of JSON text as bytes, one a character: what is looked for is ASCII, and any other
/// character counts as one or more bytes that are not.
final class Text {
  private static final byte NOT_ASCII = (byte) 0xff;

  private Text() {}

  /// Whether `ascii` stands at `at`.
  static boolean at(byte[] text, int at, String ascii) {
    if (at < 0 || at + ascii.length() > text.length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (text[at + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// @param ascii in lower case
  static boolean atIgnoringCase(byte[] text, int at, String ascii) {
    if (at < 0 || at + ascii.length() > text.length) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      byte b = text[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The first position of `ascii` at or after `from`, or -1.
  static int indexOf(byte[] text, int from, String ascii) {
    byte first = (byte) ascii.charAt(0);
    for (int i = Math.max(0, from); i <= text.length - ascii.length(); i++) {
      if (text[i] == first && at(text, i, ascii)) {
        return i;
      }
    }
    return -1;
  }

  /// The content of a JSON string, between its quotes, with escapes resolved.
  static byte[] unescaped(byte[] json, int from, int to) {
    byte[] text = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i += rawLength(json, i)) {
      text[length++] = character(json, i);
    }
    return Arrays.copyOf(text, length);
  }

  /// How many bytes of the JSON string the byte of the decoded one takes that begins at `at`.
  static int rawLength(byte[] json, int at) {
    if (json[at] != '\\') {
      return 1;
    }
    return json[at + 1] == 'u' ? 6 : 2;
  }

  private static byte character(byte[] json, int at) {
    if (json[at] != '\\') {
      return json[at];
    }
    return switch (json[at + 1]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = at + 2; i < at + 6; i++) {
          code = 16 * code + Character.digit(json[i], 16);
        }
        yield code < 0x80 ? (byte) code : NOT_ASCII;
      }
      default -> json[at + 1];
    };
  }
}
