package io.kubescribe.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void what_a_terminal_would_act_on_is_shown() {
    assertThat(Printable.line("a\u001b[2J\r\nb\tc\u0007\u009b31m\u007f"))
        .isEqualTo("a\\u001b[2J\\u000d\\u000ab\\u0009c\\u0007\\u009b31m\\u007f");
    assertThat(Printable.line("ab\u202edc\u2028\u200b")).isEqualTo("ab\\u202edc\\u2028\\u200b");
    assertThat(Printable.line("x\ud800y")).isEqualTo("x\\ud800y");
    assertThat(Printable.line("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
  }

  @Test
  void text_of_all_languages_stays() {
    assertThat(Printable.line("süß 日本 עברית 😀")).isEqualTo("süß 日本 עברית 😀");
  }

  @Test
  void fits_columns_as_a_terminal_counts_them() {
    assertThat(Printable.fit("abc", 5)).isEqualTo("abc  ");
    assertThat(Printable.fit("abcdef", 5)).isEqualTo("abcd…");
    assertThat(Printable.fit("日本語", 6)).isEqualTo("日本語");
    assertThat(Printable.fit("日本語", 5)).isEqualTo("日本…");
    assertThat(Printable.fit("日本語", 4)).isEqualTo("日… ");
    assertThat(Printable.width("e\u0301")).isEqualTo(1);
  }
}
