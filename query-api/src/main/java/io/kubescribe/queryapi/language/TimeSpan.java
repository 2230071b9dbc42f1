package io.kubescribe.queryapi.language;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a time expression names: `2026-11-23` a day, `2026-11-23T08:15Z` a minute, `now/d` today,
/// `now-24h` one microsecond.
///
/// ISO-8601 dates and date-times (UTC when no zone is given), or `now`, moved by `+` or `-` and a
/// number of `s`, `m`, `h`, `d`, `w`, `M`, `y`, then cut with `/` to the beginning of such a unit
/// in UTC. Weeks begin on Monday. All of it within the years 0 to 9999: a store counts
/// microseconds, and those of year 999,999 are no 64-bit number.
///
/// @param from first instant
/// @param to first instant after it
public record TimeSpan(Instant from, Instant to) {
  /// What [#parse] takes, for messages.
  public static final String EXPECTED =
      "a time such as 2026-11-23, 2026-11-23T08:15:00Z, now-24h or now/d";

  private static final Pattern RELATIVE =
      Pattern.compile("now(?:([+-])(\\d{1,6})([smhdwMy]))?(?:/([smhdwMy]))?");
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)(?:T(\\d\\d:\\d\\d)(?::([0-5]\\d)(?:\\.(\\d{1,9}))?)?"
              + "(Z|[+-]\\d\\d:\\d\\d)?)?");
  private static final int MICRO_DIGITS = 6;
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  /// The span, or null if the text is no time expression.
  ///
  /// @param now what `now` means
  public static @Nullable TimeSpan parse(String text, Instant now) {
    try {
      Matcher relative = RELATIVE.matcher(text);
      if (relative.matches()) {
        return within(relative(relative, now.truncatedTo(ChronoUnit.MICROS)));
      }
      Matcher iso = ISO.matcher(text);
      return iso.matches() ? within(iso(iso)) : null;
    } catch (DateTimeException e) {
      // Such as the 30th of February, 25 o'clock or a zone of 99 hours.
      return null;
    }
  }

  private static @Nullable TimeSpan within(TimeSpan span) {
    return span.from.isBefore(FIRST) || span.to.isAfter(END) ? null : span;
  }

  private static TimeSpan relative(Matcher matcher, Instant now) {
    ZonedDateTime time = now.atZone(ZoneOffset.UTC);
    if (matcher.group(1) != null) {
      long amount = Long.parseLong(matcher.group(1) + matcher.group(2));
      time = time.plus(amount, unit(matcher.group(3)));
    }
    if (matcher.group(4) == null) {
      return of(time, ChronoUnit.MICROS);
    }
    ChronoUnit unit = unit(matcher.group(4));
    return of(cut(time, unit), unit);
  }

  private static TimeSpan iso(Matcher matcher) {
    String date = matcher.group(1);
    String minutes = matcher.group(2);
    if (minutes == null) {
      return of(LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC), ChronoUnit.DAYS);
    }
    String seconds = matcher.group(3);
    String fraction = matcher.group(4);
    String zone = matcher.group(5) == null ? "Z" : matcher.group(5);
    String full =
        date
            + 'T'
            + minutes
            + (seconds == null ? "" : ":" + seconds)
            + (fraction == null ? "" : "." + fraction)
            + zone;
    Instant from = OffsetDateTime.parse(full).toInstant().truncatedTo(ChronoUnit.MICROS);
    if (fraction != null) {
      long micros = Math.round(Math.pow(10, Math.max(0, MICRO_DIGITS - fraction.length())));
      return new TimeSpan(from, from.plus(micros, ChronoUnit.MICROS));
    }
    return new TimeSpan(
        from, from.plus(1, seconds == null ? ChronoUnit.MINUTES : ChronoUnit.SECONDS));
  }

  private static TimeSpan of(ZonedDateTime from, ChronoUnit unit) {
    return new TimeSpan(from.toInstant(), from.plus(1, unit).toInstant());
  }

  private static ZonedDateTime cut(ZonedDateTime time, ChronoUnit unit) {
    ZonedDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (unit) {
      case WEEKS -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTHS -> day.withDayOfMonth(1);
      case YEARS -> day.withDayOfYear(1);
      default -> time.truncatedTo(unit);
    };
  }

  private static ChronoUnit unit(String letter) {
    return switch (letter) {
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      case "d" -> ChronoUnit.DAYS;
      case "w" -> ChronoUnit.WEEKS;
      case "M" -> ChronoUnit.MONTHS;
      default -> ChronoUnit.YEARS;
    };
  }
}
