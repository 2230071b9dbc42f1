package io.kubescribe.replay.derive.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.Records;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  private static final long MILLIS = 1_000_000;

  private static List<TranscriptBlock> blocks(Records records) {
    List<TranscriptBlock> blocks = new ArrayList<>();
    Derivation derivation = new Derivation(Sight.REVEALED, blocks::add);
    records.all().forEach(derivation::accept);
    derivation.end(derivation.duration());
    return blocks;
  }

  private static List<String> texts(Records records) {
    return blocks(records).stream()
        .flatMap(block -> block.lines().stream())
        .map(ScreenLine::text)
        .toList();
  }

  @Test
  void a_corrected_word_is_found_as_it_was_meant() {
    Records records =
        Records.tty()
            .out(0, "$ ")
            .out(100, "s")
            .out(200, "d")
            .out(300, "o")
            .out(900, "\b \b\b \b")
            .out(1100, "u")
            .out(1200, "d")
            .out(1300, "o")
            .out(2000, " id\r\nuid=0(root)\r\n$ ");
    assertThat(texts(records)).containsExactly("$ sudo id", "uid=0(root)", "$");
    assertThat(texts(records).toString()).doesNotContain("sdo");
  }

  @Test
  void a_character_parted_between_records_is_found() {
    byte[] text = "größe 日本 🙂\r\n".getBytes(StandardCharsets.UTF_8);
    Records records = Records.tty();
    for (int i = 0; i < text.length; i++) {
      records.out(i, new byte[] {text[i]});
    }
    assertThat(texts(records)).containsExactly("größe 日本 🙂");
  }

  @Test
  void lines_have_the_time_from_when_on_they_could_be_seen() {
    Records records = Records.tty().out(1000, "first\r\n").out(2500, "second").end(9000);
    assertThat(blocks(records).getFirst().lines())
        .containsExactly(
            new ScreenLine(1000 * MILLIS, 9000 * MILLIS, false, "first"),
            new ScreenLine(2500 * MILLIS, 9000 * MILLIS, false, "second"));
  }

  @Test
  void blocks_have_about_four_thousand_characters() {
    Records records = Records.tty();
    for (int i = 0; i < 1000; i++) {
      records.out(i, "a line of some thirty characters %04d\r\n".formatted(i));
    }
    List<TranscriptBlock> blocks = blocks(records);
    assertThat(blocks).hasSizeBetween(8, 12);
    assertThat(blocks.stream().mapToInt(block -> block.lines().size()).sum()).isEqualTo(1000);
    assertThat(blocks).extracting(TranscriptBlock::number).startsWith(0, 1, 2);
  }

  @Test
  void output_and_errors_without_a_terminal_are_lines_too() {
    assertThat(texts(Records.plain("make").out(1, "cc a.c\n").err(2, "a.c:1: error\n")))
        .containsExactly("cc a.c", "a.c:1: error");
  }
}
