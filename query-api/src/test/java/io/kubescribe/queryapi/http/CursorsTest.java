package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubescribe.core.crypto.DataKey;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00.123456Z");

  private final Cursors cursors = new Cursors(new DataKey(new byte[32]));
  private final String sealed = cursors.seal(NOW, "store-cursor-ü", "q\0from");

  @Test
  void gives_back_what_was_sealed() {
    assertThat(cursors.open(sealed, "q\0from"))
        .isEqualTo(new Cursors.Opened(NOW, "store-cursor-ü"));
    Instant longAgo = Instant.parse("1926-11-20T08:00:00.000001Z");
    assertThat(cursors.open(cursors.seal(longAgo, "", ""), "").now()).isEqualTo(longAgo);
  }

  @Test
  void refuses_a_change_of_any_bit() {
    byte[] bytes = Base64.getUrlDecoder().decode(sealed);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), "q\0from");
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void refuses_every_shorter_and_longer_one() {
    for (int length = 0; length < sealed.length() - 1; length++) {
      assertRefused(sealed.substring(0, length), "q\0from");
    }
    assertRefused(sealed + "AAAA", "q\0from");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "q", "q\0", "Q\0from", "q\0from\0"})
  void refuses_another_search(String binding) {
    assertRefused(sealed, binding);
  }

  @Test
  void refuses_one_of_another_key_and_what_is_none() {
    byte[] key = new byte[32];
    key[31] = 1;
    assertRefused(new Cursors(new DataKey(key)).seal(NOW, "store-cursor-ü", "q\0from"), "q\0from");
    assertRefused("no base64 at all!", "q\0from");
    assertRefused("A".repeat(1 << 20), "q\0from");
  }

  private void assertRefused(String cursor, String binding) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> cursors.open(cursor, binding))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .satisfies(e -> assertThat(e.detail()).containsEntry("parameter", "cursor"));
  }
}
