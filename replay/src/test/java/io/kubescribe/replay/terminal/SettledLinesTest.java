package io.kubescribe.replay.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledLinesTest {
  private static final long MILLIS = 1_000_000;

  private final List<SettledLine> lines = new ArrayList<>();
  private final SettledLines settled = new SettledLines(new Terminal(20, 4), lines::add);

  private void at(long millis, String output) {
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    settled.output(millis * MILLIS, bytes, 0, bytes.length);
  }

  private List<String> texts() {
    return lines.stream().map(SettledLine::text).toList();
  }

  private List<String> textsAtEnd(long millis) {
    settled.end(millis * MILLIS);
    return texts();
  }

  @Test
  void lines_are_told_when_they_scroll_off_and_at_the_end() {
    at(10, "one\r\ntwo\r\n");
    at(20, "three\r\nfour");
    at(30, " and more\r\nfive\r\n");
    assertThat(texts()).containsExactly("one", "two");
    assertThat(lines.getFirst())
        .isEqualTo(new SettledLine("one", 10 * MILLIS, 10 * MILLIS, 30 * MILLIS, false, 0, true));
    assertThat(textsAtEnd(40)).containsExactly("one", "two", "three", "four and more", "five");
    SettledLine four = lines.get(3);
    assertThat(four.appeared()).isEqualTo(20 * MILLIS);
    assertThat(four.settled()).isEqualTo(30 * MILLIS);
    assertThat(four.gone()).isEqualTo(40 * MILLIS);
  }

  @Test
  void equal_lines_that_scroll_off_are_all_told() {
    at(1, "same\r\nsame\r\nsame\r\nsame\r\nsame\r\n");
    assertThat(textsAtEnd(2)).hasSize(5).containsOnly("same");
  }

  @Test
  void a_wrapped_line_is_one_line_whenever_its_rows_leave() {
    at(1, "a line that is longer than the screen is wide\r\n");
    at(2, "x\r\ny\r\nz");
    assertThat(texts()).isEmpty();
    at(3, "\r\n1\r\n2\r\n3");
    assertThat(texts()).startsWith("a line that is longer than the screen is wide", "x");
  }

  @Test
  void a_corrected_command_is_told_as_it_was_run() {
    at(0, "sdo");
    at(900, "\b \b\b \b");
    at(1800, "udo ls\r\n");
    assertThat(textsAtEnd(3000)).containsExactly("sudo ls");
  }

  @Test
  void a_half_typed_command_is_not_told() {
    at(0, "$ ls alpha_");
    at(3000, "\u001b[6Db");
    at(6000, "\u001b[Keta\r\n");
    assertThat(textsAtEnd(7000)).containsExactly("$ ls beta");
  }

  @Test
  void a_progress_bar_is_told_once() {
    for (int percent = 0; percent <= 100; percent++) {
      at(percent * 100L, "\rloading %3d%%".formatted(percent));
    }
    assertThat(textsAtEnd(20_000)).containsExactly("loading 100%");
  }

  @Test
  void what_is_cleared_at_once_is_told_all_the_same() {
    at(0, "top secret\u001b[2J\u001b[H");
    assertThat(texts()).containsExactly("top secret");
    at(1, "hidden\r\nbelow\u001b[2H\u001b[J");
    at(2, "\u001bc");
    assertThat(texts()).containsExactly("top secret", "hidden");
  }

  @Test
  void text_written_over_is_told_if_it_stood_still() {
    at(0, "\u001b[?1049h\u001b[Hstatus: well\u001b[4H");
    at(500, "\u001b[Hunrelated words\u001b[4H");
    at(1000, "\u001b[?1049l");
    assertThat(texts()).containsExactly("status: well", "unrelated words");
    assertThat(lines.getFirst().alternate()).isTrue();
    assertThat(lines.getFirst().gone()).isEqualTo(500 * MILLIS);
  }

  @Test
  void a_screen_drawn_over_and_over_is_told_once() {
    at(0, "\u001b[?1049h");
    for (int i = 1; i < 50; i++) {
      at(i * 1000L, "\u001b[H\u001b[2Jload 1 2 3\r\nprocess " + i / 10);
    }
    assertThat(textsAtEnd(60_000))
        .containsExactly(
            "load 1 2 3", "process 0", "process 1", "process 2", "process 3", "process 4");
  }

  @Test
  void a_resize_tells_nothing_twice() {
    at(0, "a\r\nb\r\nc\r\nd\r\ne\r\nf");
    settled.resize(500 * MILLIS, 30, 6);
    settled.resize(600 * MILLIS, 10, 3);
    at(700, "\r\ng");
    assertThat(textsAtEnd(1000)).containsExactly("a", "b", "c", "d", "e", "f", "g");
    assertThat(lines.get(2).appeared()).isZero();
  }

  @Test
  void lines_behind_the_alternate_screen_are_told_at_the_end() {
    at(0, "$ vim\r\n\u001b[?1049htext");
    assertThat(textsAtEnd(100)).containsExactly("text", "$ vim");
    assertThat(lines).extracting(SettledLine::alternate).containsExactly(true, false);
  }
}
