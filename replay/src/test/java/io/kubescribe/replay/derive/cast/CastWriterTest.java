package io.kubescribe.replay.derive.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.replay.derive.PlayerReader;
import io.kubescribe.replay.derive.Records;
import io.kubescribe.replay.derive.event.Playback;
import io.kubescribe.replay.derive.event.Slice;
import io.kubescribe.replay.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CastWriterTest {
  private static final String TEXT =
      "a£é߿ࠀ日本\ud7ff\ue000\ufffd🙂𝒳\u007f\u0000\u001b[31m\"\\\u009b\u2028";

  @TempDir private Path folder;

  private static String cast(CastVersion version, Records records) {
    return cast(version, records, 0, Long.MAX_VALUE);
  }

  private static String cast(CastVersion version, Records records, long from, long to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Slice slice = new Slice(from, to, new CastWriter(out, version, false, from));
    Playback playback = new Playback(slice);
    for (SequencedRecord record : records.all()) {
      playback.accept(record);
    }
    slice.end();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Records session() {
    Records records =
        Records.tty()
            .resize(1, 100, 30)
            .out(10.5, "$ ")
            .in(20, "secret")
            .out(1500.25, "ls\r\n" + TEXT + "\r\n")
            .resize(2000, 90, 25)
            .out(2500, "$ exit\r\n")
            .at(2600, new SessionRecord.Status(new byte[0]));
    return records.at(2700, new SessionRecord.End(EndReason.COMPLETED, "", List.of()));
  }

  @Test
  void version_2_has_absolute_times() {
    assertThat(
            cast(
                CastVersion.V2,
                Records.tty().resize(1, 100, 30).out(10.5, "é\u001b").out(2000, "b\n")))
        .isEqualTo(
            """
            {"version":2,"width":100,"height":30,"timestamp":1795514400,"title":"exec prod shop/web-0"}
            [0.010500,"o","é\\u001b"]
            [2.000000,"o","b\\n"]
            """);
  }

  @Test
  void version_3_has_intervals_and_the_exit_status() {
    assertThat(cast(CastVersion.V3, session().out(9999, "never")))
        .startsWith("{\"version\":3,\"term\":{\"cols\":100,\"rows\":30},\"timestamp\":1795514400,")
        .contains("\n[1.489750,\"o\",\"ls")
        .contains("\n[0.499750,\"r\",\"90x25\"]\n[0.500000,\"o\",\"$ exit\\r\\n\"]\n")
        .contains("\n[0.200000,\"m\",\"exit 0\"]\n[0.000000,\"x\",\"0\"]\n");
  }

  @Test
  void a_character_parted_between_records_gives_the_same_cast() {
    TEXT.codePoints()
        .forEach(code -> {
          byte[] whole = Character.toString(code).getBytes(StandardCharsets.UTF_8);
          String expected =
              cast(CastVersion.V2, Records.tty().out(1, "<").out(2, whole).out(3, ">"));
          for (int cut = 1; cut < whole.length; cut++) {
            Records parted =
                Records.tty()
                    .out(1, "<")
                    .out(1.5, Arrays.copyOf(whole, cut))
                    .out(2, Arrays.copyOfRange(whole, cut, whole.length))
                    .out(3, ">");
            assertThat(cast(CastVersion.V2, parted)).isEqualTo(expected);
          }
        });
  }

  @Test
  void every_byte_in_a_record_of_its_own_gives_the_same_text() {
    byte[] bytes = (TEXT + "\r\nend").getBytes(StandardCharsets.UTF_8);
    Records single = Records.tty();
    for (byte octet : bytes) {
      single.out(1, new byte[] {octet});
    }
    String joined = cast(CastVersion.V2, single).replaceAll("\"]\n\\[0.001000,\"o\",\"", "");
    assertThat(joined).isEqualTo(cast(CastVersion.V2, Records.tty().out(1, bytes)));
  }

  @Test
  void bytes_that_are_no_characters_are_still_valid_text() {
    byte[] broken = {(byte) 0xed, (byte) 0xa0, (byte) 0xbd, 'a', (byte) 0xff, (byte) 0xc3};
    String cast = cast(CastVersion.V2, Records.tty().out(1, broken));
    assertThat(cast).contains("[0.001000,\"o\",\"\ufffda\ufffd\"]");
  }

  @Test
  void what_was_typed_is_written_only_where_asked_for() {
    assertThat(cast(CastVersion.V2, session())).doesNotContain("secret");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Playback playback = new Playback(new CastWriter(out, CastVersion.V2, true, 0));
    session().all().forEach(playback::accept);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("[0.020000,\"i\",\"secret\"]");
  }

  @Test
  void the_header_has_no_command_line() {
    String cast = cast(CastVersion.V2, Records.plain("mysql", "--password=hunter2").out(1, "x"));
    assertThat(cast).doesNotContain("hunter2").doesNotContain("mysql");
  }

  @Test
  void a_slice_begins_with_the_screen() throws IOException, InterruptedException {
    String slice =
        cast(
            CastVersion.V2,
            session(),
            TimeUnit.MILLISECONDS.toNanos(2200),
            TimeUnit.MILLISECONDS.toNanos(2550));
    JsonNode read = read(slice);
    assertThat(read.get("cols").asInt()).isEqualTo(90);
    assertThat(read.get("duration").asDouble()).isEqualTo(300);
    Terminal whole = new Terminal(100, 30);
    whole.feed("$ ls\r\n" + TEXT + "\r\n");
    whole.resize(90, 25);
    Terminal sliced = new Terminal(90, 25);
    sliced.feed(read.get("events").get(0).get(2).asString());
    assertThat(sliced.text()).isEqualTo(whole.text());
    assertThat(read.get("events").get(1).get(2).asString()).isEqualTo("$ exit\r\n");
    assertThat(read.get("events")).hasSize(2);
  }

  @Test
  void a_slice_behind_the_last_event_is_its_screen() {
    assertThat(cast(CastVersion.V2, session(), Long.MAX_VALUE / 2, Long.MAX_VALUE))
        .contains("exit");
  }

  @Test
  void the_player_reads_both_versions() throws IOException, InterruptedException {
    JsonNode second = read(cast(CastVersion.V2, session()));
    JsonNode third = read(cast(CastVersion.V3, session()));
    assertThat(second.get("cols").asInt()).isEqualTo(100);
    assertThat(second.get("duration").asDouble()).isEqualTo(2700);
    assertThat(third.get("duration").asDouble()).isCloseTo(2700, Offset.offset(1e-6));
    assertThat(second.get("events")).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(third.get("events").get(i).get(2)).isEqualTo(second.get("events").get(i).get(2));
    }
  }

  @Test
  void asciinema_plays_version_2() throws IOException, InterruptedException {
    assumeTrue(isInstalled("asciinema") && isInstalled("script"), "asciinema is not installed");
    Path file = folder.resolve("session.cast");
    Files.writeString(file, cast(CastVersion.V2, session()));
    // It opens the controlling terminal, which a build has not.
    Process process =
        new ProcessBuilder("script", "-qec", "asciinema cat " + file, "/dev/null")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(shown).isZero();
    assertThat(shown).contains("日本").contains("$ exit");
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private JsonNode read(String cast) throws IOException, InterruptedException {
    Path file = folder.resolve("read.cast");
    Files.writeString(file, cast);
    return PlayerReader.cast(file);
  }
}
