package io.kubescribe.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void a_pattern_without_wildcards_is_literal() {
    assertThat(Glob.of("kube-system").literal()).isTrue();
    assertThat(Glob.of("kube-system").matches("kube-system")).isTrue();
    assertThat(Glob.of("kube-system").matches("kube-systems")).isFalse();
    assertThat(Glob.of("").matches("")).isTrue();
    assertThat(Glob.of("").matches("a")).isFalse();
  }

  @Test
  void a_star_is_any_run_and_a_question_mark_one_character() {
    assertThat(Glob.of("*").matches("")).isTrue();
    assertThat(Glob.of("*python*").matches("my-python/3")).isTrue();
    assertThat(Glob.of("a*b*c").matches("a-b-b-c")).isTrue();
    assertThat(Glob.of("a*b*c").matches("a-b-b-d")).isFalse();
    assertThat(Glob.of("?").matches("")).isFalse();
    assertThat(Glob.of("??").matches("äß")).isTrue();
    assertThat(Glob.of("a?").matches("a😀")).isTrue();
  }

  @Test
  void a_backslash_takes_the_wildcard_for_itself() {
    assertThat(Glob.of("\\*").matches("*")).isTrue();
    assertThat(Glob.of("\\*").matches("x")).isFalse();
    assertThat(Glob.of("\\\\").matches("\\")).isTrue();
    assertThat(Glob.of("a\\").matches("a\\")).isTrue();
  }

  @Test
  void the_literal_prefix_ends_at_the_first_wildcard() {
    assertThat(new String(Glob.of("ab\\*c?d*").literalPrefix(), StandardCharsets.UTF_8))
        .isEqualTo("ab*c");
  }

  /// Bad input B49: a pattern that makes a backtracking matcher run for hours.
  @Test
  void a_hostile_pattern_ends_soon() {
    String pattern = "*a".repeat(5_000) + "b";
    String text = "a".repeat(5_000);
    boolean found =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(10), () -> Glob.of(pattern).matches(text));
    assertThat(found).isFalse();
  }

  @Test
  void it_agrees_with_a_regular_expression() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab*?");
      String text = text(random, "ab");
      String regex = pattern.replace("*", ".*").replace("?", ".");
      assertThat(Glob.of(pattern).matches(text))
          .as("seed %d: %s against %s", seed, pattern, text)
          .isEqualTo(Pattern.matches(regex, text));
    }
  }

  private static String text(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(7); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
