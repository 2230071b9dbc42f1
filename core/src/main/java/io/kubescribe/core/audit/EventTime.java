package io.kubescribe.core.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Times as Kubernetes writes them: RFC 3339 with microseconds.
final class EventTime {
  /// Kubernetes writes year 1 for "no time"; years past this overflow nanoseconds in 64 bits.
  private static final Instant FIRST_USABLE = Instant.EPOCH;

  private static final Instant LAST_USABLE = Instant.parse("2200-01-01T00:00:00Z");

  private static final int SECONDS_AT = 17;

  private EventTime() {}

  /// The instant in microseconds, or null for a text that is no usable time: not RFC 3339, a leap
  /// second (which would be moved silently), before 1970 or after 2199.
  static @Nullable Instant parse(String text) {
    if (text.length() <= SECONDS_AT || text.charAt(SECONDS_AT) == '6') {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      boolean usable = !instant.isBefore(FIRST_USABLE) && instant.isBefore(LAST_USABLE);
      return usable ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
