package io.kubescribe.replay.derive.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.Records;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long SECOND = 1_000_000_000;

  private static ReplayTimeline timeline(Records records) {
    Derivation derivation = new Derivation(Sight.REVEALED, block -> {});
    records.all().forEach(derivation::accept);
    return derivation.timeline(List.of());
  }

  @Test
  void activity_is_counted_in_at_most_five_hundred_buckets() {
    Records records = Records.tty();
    for (int i = 0; i < 6 * 3600; i += 10) {
      records.out(i * 1000.0, "é".repeat(i % 7));
    }
    ReplayTimeline timeline = timeline(records);
    assertThat(timeline.activity()).hasSizeBetween(200, 500);
    long all = 0;
    for (int i = 0; i < 6 * 3600; i += 10) {
      all += 2L * (i % 7);
    }
    assertThat(timeline.activity().stream().mapToLong(Long::longValue).sum()).isEqualTo(all);
    assertThat(timeline.bucketNanos() * timeline.activity().size())
        .isGreaterThan(timeline.durationNanos());
  }

  @Test
  void pauses_of_ten_seconds_are_idle_also_at_the_end() {
    ReplayTimeline timeline =
        timeline(Records.tty().out(0, "a").out(9_999, "b").out(20_000, "c").end(40_000));
    assertThat(timeline.idle())
        .containsExactly(
            new ReplayTimeline.Span(9_999_000_000L, 20 * SECOND),
            new ReplayTimeline.Span(20 * SECOND, 40 * SECOND));
  }

  @Test
  void full_screen_programs_and_sizes_have_their_times() {
    ReplayTimeline timeline =
        timeline(
            Records.tty()
                .resize(0, 80, 24)
                .out(1000, "\u001b[?1049h")
                .resize(1500, 90, 30)
                .out(2000, "\u001b[?1049l")
                .out(3000, "\u001b[?1049h"));
    assertThat(timeline.alternate())
        .containsExactly(
            new ReplayTimeline.Span(SECOND, 2 * SECOND),
            new ReplayTimeline.Span(3 * SECOND, 3 * SECOND));
    assertThat(timeline.resizes())
        .containsExactly(
            new ReplayTimeline.Size(SECOND, 80, 24),
            new ReplayTimeline.Size(1_500_000_000L, 90, 30));
  }
}
