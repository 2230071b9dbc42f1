package io.kubescribe.core.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Times as Kubernetes writes them: RFC 3339 with microseconds.
final class EventTime {
  /// Kubernetes writes year 1 for "no time"; years past this overflow nanoseconds in 64 bits.
  private static final Instant FIRST_USABLE = Instant.EPOCH;

  private static final Instant LAST_USABLE = Instant.parse("2200-01-01T00:00:00Z");

  private static final String SHAPE = "0000-00-00T00:00:00.000000Z";
  private static final int NANOS_OF_MICRO = 1_000;
  private static final int SECONDS_AT = 17;

  private EventTime() {}

  /// The instant in microseconds, or null for a text that is no usable time: not RFC 3339, a leap
  /// second (which would be moved silently), before 1970 or after 2199.
  static @Nullable Instant parse(String text) {
    if (text.length() <= SECONDS_AT || text.charAt(SECONDS_AT) == '6') {
      return null;
    }
    try {
      Instant instant =
          isUsual(text)
              ? usual(text)
              : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      boolean usable = !instant.isBefore(FIRST_USABLE) && instant.isBefore(LAST_USABLE);
      return usable ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Whether the text has the one shape that kube-apiserver writes, `2026-11-24T18:00:00.000001Z`.
  /// Read by position, because the library's parser took 5 % of the samples when the demo loads its
  /// events.
  private static boolean isUsual(String text) {
    if (text.length() != SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char expected = SHAPE.charAt(i);
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return true;
  }

  /// @throws DateTimeException if there is no such day or hour
  private static Instant usual(String text) {
    return OffsetDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            number(text, 20, 26) * NANOS_OF_MICRO,
            ZoneOffset.UTC)
        .toInstant();
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
