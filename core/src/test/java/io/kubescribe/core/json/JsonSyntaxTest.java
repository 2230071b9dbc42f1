package io.kubescribe.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonSyntaxTest {
  private static final byte[] DOCUMENT =
      "{ \"a\\n\\u00e9\" : [ true, false, null, -1.5e+30, 0, {}, [ ] , \"ü\\\\\" ] , \"b\":{\"c\":\"\"} }"
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void a_whole_value_ends_behind_its_last_byte() {
    assertThat(JsonSyntax.valueEnd(DOCUMENT, 0, DOCUMENT.length)).isEqualTo(DOCUMENT.length);
  }

  @Test
  void a_cut_value_breaks_at_its_end_wherever_it_is_cut() {
    for (int end = 1; end < DOCUMENT.length; end++) {
      assertThat(JsonSyntax.valueEnd(DOCUMENT, 0, end)).as("cut at %d", end).isEqualTo(-1 - end);
    }
  }

  @Test
  void a_wrong_byte_is_where_it_breaks() {
    for (String wrong : new String[] {"{\"a\":!}", "[\"\\x\"]", "[1 !]", "[\"\\u00!0\"]", "[01]"}) {
      byte[] json = wrong.getBytes(StandardCharsets.UTF_8);
      assertThat(JsonSyntax.valueEnd(json, 0, json.length)).as(wrong).isBetween(-json.length, -2);
    }
  }
}
