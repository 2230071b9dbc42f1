package io.kubescribe.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  @Test
  void the_usual_shape_is_read_as_the_library_reads_it() {
    Random random = new Random(20261124);
    for (int i = 0; i < 10_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong(7_000_000_000L), random.nextInt(1_000_000) * 1_000L);
      String text =
          "%s.%06dZ".formatted(seconds(instant), instant.get(ChronoField.MICRO_OF_SECOND));
      assertThat(EventTime.parse(text)).as(text).isEqualTo(instant);
      assertThat(OffsetDateTime.parse(text).toInstant()).isEqualTo(instant);
    }
  }

  private static String seconds(Instant instant) {
    String text = instant.truncatedTo(ChronoUnit.SECONDS).toString();
    return text.substring(0, text.length() - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T18:00:00Z",
        "2026-11-24T18:00:00.000000000Z",
        "2026-11-24T20:00:00.000000+02:00",
        "2026-11-24t18:00:00.000000z"
      })
  void other_shapes_are_read_too(String text) {
    assertThat(EventTime.parse(text)).isEqualTo(Instant.parse("2026-11-24T18:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00:00.000000Z",
        "2026-13-01T00:00:00.000000Z",
        "2026-11-24T24:00:00.000000Z",
        "2026-11-24T00:60:00.000000Z",
        "2026-11-24T23:59:60.000000Z",
        "0001-01-01T00:00:00.000000Z",
        "2200-01-01T00:00:00.000000Z",
        "2026-11-24T18:00:00.00000xZ",
        ""
      })
  void no_usable_time_is_none(String text) {
    assertThat(EventTime.parse(text)).isNull();
  }
}
