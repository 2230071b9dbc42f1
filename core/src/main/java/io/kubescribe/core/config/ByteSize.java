package io.kubescribe.core.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes, written `512`, `64KiB`, `64MiB`, `4GiB` or `1TiB`.
public record ByteSize(long bytes) {
  private static final Pattern GRAMMAR = Pattern.compile("(\\d{1,15})\\s*(|[KMGT]iB|B)");
  private static final String UNITS = "KMGT";

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("must not be negative, was " + bytes);
    }
  }

  public static ByteSize ofMebibytes(long mebibytes) {
    return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
  }

  /// @throws IllegalArgumentException if the text is not a size
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ByteSize parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a size such as 64MiB or 4GiB, was '" + text + "'");
    }
    String unit = matcher.group(2);
    int shift = unit.endsWith("iB") ? 10 * (UNITS.indexOf(unit.charAt(0)) + 1) : 0;
    long number = Long.parseLong(matcher.group(1));
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("is too large: '" + text + "'");
    }
    return new ByteSize(number << shift);
  }

  /// The shortest text that [#parse] reads back to the same size.
  @Override
  @JsonValue
  public String toString() {
    for (int i = UNITS.length(); i > 0; i--) {
      long unit = 1L << (10 * i);
      if (bytes >= unit && bytes % unit == 0) {
        return bytes / unit + UNITS.substring(i - 1, i) + "iB";
      }
    }
    return Long.toString(bytes);
  }
}
