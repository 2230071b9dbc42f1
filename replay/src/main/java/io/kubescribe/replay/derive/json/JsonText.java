package io.kubescribe.replay.derive.json;

import java.util.concurrent.TimeUnit;

/// Appends JSON values to text. Strings become ASCII where readers differ: controls are escaped,
/// and half a surrogate pair, which no UTF-8 can hold, becomes U+FFFD.
public final class JsonText {
  private static final String HEX = "0123456789abcdef";
  private static final int MICROS = 1_000_000;

  private JsonText() {}

  /// Appends a string with its quotes.
  public static StringBuilder string(StringBuilder out, String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c < 0xa0 || Character.isSurrogate(c)) {
        out.append(text, from, i);
        from = i + 1;
        escape(out, c);
      }
    }
    return out.append(text, from, text.length()).append('"');
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      default -> {
        if (Character.isSurrogate(c)) {
          out.append('\ufffd');
        } else {
          out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
        }
      }
    }
  }

  /// Appends a time or an interval in seconds with six decimals, so that equal ones are equal text.
  ///
  /// @param micros not negative
  public static StringBuilder seconds(StringBuilder out, long micros) {
    out.append(micros / MICROS).append('.');
    long part = micros % MICROS;
    for (long digit = MICROS / 10; digit > 0; digit /= 10) {
      out.append((char) ('0' + part / digit % 10));
    }
    return out;
  }

  /// As [#seconds(StringBuilder, long)].
  public static StringBuilder secondsOfNanos(StringBuilder out, long nanos) {
    return seconds(out, TimeUnit.NANOSECONDS.toMicros(nanos));
  }
}
