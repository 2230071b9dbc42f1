package io.kubescribe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenOnlyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain é 日本 🎉\r\n\tx\b",
        "\u001b[1;38;5;196mred\u001b[0m",
        "\u001b[?1049h\u001b[2J\u001b[H\u001b[?25l",
        "\u001b[2;20r\u001b[5A\u001b[3P\u001b[2L\u001b[K\u001b[?1049l",
        "\u001b7\u001b8\u001bM\u001b(0lqk\u001b(B\u001b#8",
        "\u001b[4h\u001b[4l\u001b[3 q",
        "\u001b[38:2:1:2:3mx\u001b[s\u001b[u"
      })
  void what_changes_the_screen_is_let_through(String text) {
    assertThat(new ScreenOnly().pass(text)).isEqualTo(text);
    assertThat(cut(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0005",
        "\u001b[c",
        "\u001b[>c",
        "\u001b[6n",
        "\u001b[?6n",
        "\u001b[18t",
        "\u001b[5i",
        "\u001b[>q",
        "\u001b[?1000h",
        "\u001b[?1004h",
        "\u001b[?2004h",
        "\u001b[?u",
        "\u001b[>1u",
        "\u001b[?25$p",
        "\u001b[?1;1;0S",
        "\u001b[1$w",
        "\u001b[2h",
        "\u001b[1;1;1;1;1T",
        "\u001b[>4;2m",
        "\u001b]0;title\u0007",
        "\u001b]52;c;cm0gLXJmIC8K\u001b\\",
        "\u001bP$q q\u001b\\",
        "\u001b_G\u001b\\",
        "\u001bZ",
        "\u001bc",
        "\u001b%@",
        "\u009b6n",
        "\u009d52;c;AAAA\u009c"
      })
  void what_asks_or_acts_beyond_the_screen_is_not(String text) {
    ScreenOnly filter = new ScreenOnly();
    String passed = filter.pass("a" + text + "b");
    // The short form of a begin is dropped, and what follows is text like any other.
    assertThat(passed).startsWith("a").endsWith("b").doesNotContain("\u001b");
    assertThat(passed.chars()).noneMatch(c -> c >= 0x7f && c <= 0x9f);
    assertThat(cut("a" + text + "b")).isEqualTo(passed);
  }

  @Test
  void of_several_modes_those_of_the_screen_remain() {
    assertThat(new ScreenOnly().pass("\u001b[?1049;1000;25h")).isEqualTo("\u001b[?1049;25h");
  }

  @Test
  void an_endless_sequence_ends() {
    assertThat(new ScreenOnly().pass("\u001b[" + "1;".repeat(1_000) + "mx"))
        .doesNotContain("\u001b")
        .endsWith("mx");
  }

  /// Character by character.
  private static String cut(String text) {
    ScreenOnly filter = new ScreenOnly();
    StringBuilder passed = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      passed.append(filter.pass(text.substring(i, i + 1)));
    }
    return passed.toString();
  }
}
