package io.kubescribe.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  private final Words words = new Words();

  private List<String> split(byte[] utf8) {
    List<String> found = new ArrayList<>();
    words.visit(
        utf8,
        0,
        utf8.length,
        (word, length, characters) -> {
          String text = new String(word, 0, length, StandardCharsets.UTF_8);
          assertThat(text.codePointCount(0, text.length())).isEqualTo(characters);
          found.add(text);
        });
    return found;
  }

  private List<String> split(String text) {
    return split(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void letters_and_digits_are_words_and_all_else_separates() {
    assertThat(split("cat /etc/shadow")).containsExactly("cat", "etc", "shadow");
    assertThat(split("kube-apiserver/v1.32.13 (linux/amd64)"))
        .containsExactly("kube", "apiserver", "v1", "32", "13", "linux", "amd64");
    assertThat(split("a_b")).containsExactly("a", "b");
    assertThat(split("-/-")).isEmpty();
    assertThat(split("")).isEmpty();
  }

  @Test
  void words_are_lower_case_in_any_script() {
    assertThat(split("Größe ŁÓDŹ 日本語 ДА 😀x")).containsExactly("größe", "łódź", "日本語", "да", "x");
  }

  /// Bad input B17: bytes that are no UTF-8.
  @Test
  void broken_utf8_separates_words() {
    byte[] cut = {
      'a', (byte) 0xff, 'b', (byte) 0xc3, 'c', (byte) 0xf0, (byte) 0x9f, 'd', (byte) 0xe2
    };
    assertThat(split(cut)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void a_word_may_be_of_any_length() {
    assertThat(split("x".repeat(100_000) + " y")).containsExactly("x".repeat(100_000), "y");
  }

  @Test
  void a_word_tells_where_it_stands() {
    byte[] text = "..ä/shadow-x ".getBytes(StandardCharsets.UTF_8);
    List<String> places = new ArrayList<>();
    Words words = new Words();
    words.visit(text, 0, text.length, (_, _, _) -> places.add(words.start() + "-" + words.end()));
    assertThat(places).containsExactly("2-4", "5-11", "12-13");
    places.clear();
    words.visit(text, 0, 13, (_, _, _) -> places.add(words.start() + "-" + words.end()));
    assertThat(places).containsExactly("2-4", "5-11", "12-13");
  }
}
