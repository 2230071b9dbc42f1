package io.kubescribe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.ingest.file.ImportProgress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressViewTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  void tells_share_rate_and_time_left() {
    ImportProgress half =
        new ImportProgress(50 << 20, OptionalLong.of(100 << 20), 20_000, 15_000, Optional.empty());

    assertThat(ProgressView.line(half, TEN_SECONDS))
        .isEqualTo("█████░░░░░  50% 50 MiB, 20,000 events, 2,000/s, 15,000 searchable, 0:10 left");
  }

  @Test
  void tells_no_share_of_what_has_no_known_size() {
    ImportProgress pipe = new ImportProgress(5000, OptionalLong.empty(), 7, 0, Optional.empty());

    assertThat(ProgressView.line(pipe, TEN_SECONDS))
        .isEqualTo("5 KiB, 7 events, 1/s, 0 searchable");
  }

  @Test
  void tells_what_it_waits_for() {
    ImportProgress stuck =
        new ImportProgress(0, OptionalLong.of(0), 0, 0, Optional.of("h:1 can't be\u001b reached"));

    assertThat(ProgressView.line(stuck, Duration.ZERO))
        .endsWith(", waiting: h:1 can't be\\u001b reached");
  }
}
