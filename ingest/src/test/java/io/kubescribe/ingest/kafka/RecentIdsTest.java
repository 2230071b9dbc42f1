package io.kubescribe.ingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.testkit.TestClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
  private final TestClock clock = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));

  private static List<AuditEventId> ids(long from, int count) {
    return LongStream.range(from, from + count)
        .mapToObj(
            n -> AuditEventId.ofBytes(ByteBuffer.allocate(32).putLong(n * 0x9E37_79B9L).array()))
        .toList();
  }

  @Test
  void many_ids_are_all_known_and_no_other() {
    RecentIds recent = new RecentIds(1_000_000, clock);
    assertThat(recent.add(ids(0, 50_000))).isZero();
    assertThat(recent.add(ids(0, 50_000))).isEqualTo(50_000);
    assertThat(recent.add(ids(50_000, 50_000))).isZero();
    assertThat(recent.add(ids(49_990, 20))).isEqualTo(20);
  }

  @Test
  void an_id_twice_in_one_call_is_known_the_second_time() {
    List<AuditEventId> id = ids(7, 1);
    assertThat(new RecentIds(100, clock).add(List.of(id.getFirst(), id.getFirst()))).isEqualTo(1);
  }

  @Test
  void the_oldest_make_room() {
    RecentIds recent = new RecentIds(1_000, clock);
    for (int i = 0; i < 10; i++) {
      recent.add(ids(1_000L * i, 1_000));
    }
    assertThat(recent.add(ids(9_500, 500))).isEqualTo(500);
    assertThat(recent.add(ids(0, 500))).isZero();
  }

  @Test
  void a_clock_that_goes_back_forgets_nothing() {
    RecentIds recent = new RecentIds(1_000, clock);
    recent.add(ids(0, 10));
    clock.advance(Duration.ofHours(-2));
    assertThat(recent.add(ids(0, 10))).isEqualTo(10);
  }
}
