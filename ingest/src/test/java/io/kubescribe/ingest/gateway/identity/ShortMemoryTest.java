package io.kubescribe.ingest.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShortMemoryTest {
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final ShortMemory<String, Integer> memory =
      new ShortMemory<>(2, Duration.ofSeconds(60), clock);

  @Test
  void a_value_counts_for_its_time() {
    memory.put("a", 1);
    clock.advance(Duration.ofSeconds(60));
    assertThat(memory.get("a")).contains(1);
    clock.advance(Duration.ofMillis(1));
    assertThat(memory.get("a")).isEmpty();
  }

  @Test
  void what_was_put_last_is_kept() {
    memory.put("a", 1);
    memory.put("b", 2);
    memory.put("a", 3);
    memory.put("c", 4);
    assertThat(memory.get("a")).contains(3);
    assertThat(memory.get("b")).isEmpty();
    assertThat(memory.get("c")).contains(4);
  }
}
