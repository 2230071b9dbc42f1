package io.kubescribe.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123456Z");

  @Test
  void an_id_has_the_form_of_the_rfc_and_tells_its_time() {
    SessionId id = SessionId.next(() -> NOW, new Random(1));
    assertThat(id.toString()).matches("01a2[0-9a-f]{4}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab].*");
    assertThat(id.madeAt()).isEqualTo(Instant.parse("2026-11-24T12:00:00.123Z"));
    assertThat(SessionId.parse(id.toString())).contains(id);
  }

  @Test
  void every_random_bit_is_used_and_none_of_the_others() {
    RandomGenerator ones = () -> -1L;
    RandomGenerator zeros = () -> 0L;
    assertThat(SessionId.next(() -> Instant.EPOCH, ones))
        .hasToString("00000000-0000-7fff-bfff-ffffffffffff");
    assertThat(SessionId.next(() -> Instant.EPOCH, zeros))
        .hasToString("00000000-0000-7000-8000-000000000000");
  }

  @Test
  void ids_sort_by_time_also_beyond_the_sign_bit() {
    RandomGenerator zeros = () -> 0L;
    SessionId first = SessionId.next(() -> NOW, () -> -1L);
    SessionId later = SessionId.next(() -> NOW.plusMillis(1), zeros);
    SessionId far = SessionId.next(() -> Instant.ofEpochMilli(1L << 47), zeros);
    assertThat(first).isLessThan(later);
    assertThat(later).isLessThan(far);
    assertThat(first.toString()).isLessThan(later.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-2-7000-8000-3",
        "019AA000-0000-7000-8000-000000000000",
        "019aa000-0000-4000-8000-000000000000",
        "019aa000-0000-7000-c000-000000000000",
        "019aa000-0000-7000-8000-000000000000 ",
        "{019aa000-0000-7000-8000-000000000000}"
      })
  void other_texts_are_no_ids(String text) {
    assertThat(SessionId.parse(text)).isEmpty();
  }

  @Test
  void a_uuid_of_another_version_is_refused() {
    UUID random = UUID.fromString("019aa000-0000-4000-8000-000000000000");
    assertThatThrownBy(() -> new SessionId(random)).isInstanceOf(IllegalArgumentException.class);
  }
}
