package io.kubescribe.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class RepetitionsTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Repetitions<String> repetitions =
      new Repetitions<>(Duration.ofSeconds(10), 2, now::get);

  @Test
  void one_of_each_key_is_due_in_an_interval_and_says_how_many_were_not() {
    assertThat(repetitions.next("a")).isZero();
    assertThat(repetitions.next("a")).isEqualTo(Repetitions.NOT_DUE);
    assertThat(repetitions.next("b")).isZero();
    assertThat(repetitions.next("a")).isEqualTo(Repetitions.NOT_DUE);
    now.set(Instant.EPOCH.plusSeconds(10));
    assertThat(repetitions.next("a")).isEqualTo(2);
    assertThat(repetitions.next("a")).isEqualTo(Repetitions.NOT_DUE);
  }

  @Test
  void past_the_most_keys_the_one_shown_longest_ago_is_forgotten() {
    repetitions.next("a");
    repetitions.next("b");
    repetitions.next("c");
    assertThat(repetitions.next("c")).isEqualTo(Repetitions.NOT_DUE);
    assertThat(repetitions.next("b")).isEqualTo(Repetitions.NOT_DUE);
    assertThat(repetitions.next("a")).isZero();
  }
}
