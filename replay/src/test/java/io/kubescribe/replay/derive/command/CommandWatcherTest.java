package io.kubescribe.replay.derive.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.Records;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWatcherTest {
  private static List<SeenCommand> commands(Records records) {
    Derivation derivation = new Derivation(Sight.REVEALED, block -> {});
    records.all().forEach(derivation::accept);
    return derivation.commands();
  }

  private static List<String> texts(Records records) {
    return commands(records).stream().map(SeenCommand::text).toList();
  }

  @Test
  void a_line_left_after_a_pause_at_a_prompt_is_a_command() {
    assertThat(texts(Records.tty().out(0, "/ # ").out(500, "l").out(600, "s").out(900, "\r\n")))
        .containsExactly("ls");
  }

  @Test
  void output_that_pauses_in_the_middle_of_a_line_is_none() {
    assertThat(
            texts(
                Records.tty()
                    .out(0, "Fetching 10% ")
                    .out(900, "done\r\n")
                    .out(1000, "Downloading: ")
                    .out(2000, "ok\r\n")
                    .out(3000, "progress 50%")
                    .out(4000, "\rprogress 100%\r\n")))
        .isEmpty();
  }

  @Test
  void answers_to_questions_are_no_commands_unless_enter_was_seen() {
    assertThat(texts(Records.tty().out(0, "Go on? ").out(900, "y").out(1200, "\r\n"))).isEmpty();
  }

  @Test
  void nothing_is_taken_from_full_screen_programs() {
    assertThat(
            texts(
                Records.tty()
                    .out(0, "\u001b[?1049h# ")
                    .out(500, "l")
                    .out(600, "s")
                    .out(900, "\r\n")))
        .isEmpty();
  }

  @Test
  void a_shell_that_marks_its_lines_tells_their_exit_codes() {
    List<SeenCommand> commands =
        commands(
            Records.tty()
                .out(0, "\u001b]133;A\u0007shop: \u001b]133;B\u0007\u001b[?2004h")
                .out(500, "false")
                .out(600, "\u001b[?2004l\r\r\n\u001b]133;C\u0007")
                .out(700, "\u001b]133;D;1\u0007\u001b]133;A\u0007shop: \u001b]133;B\u0007")
                .out(701, "\u001b[?2004h")
                .out(900, "true")
                .out(1000, "\u001b[?2004l\r\r\n"));
    assertThat(commands).extracting(SeenCommand::text).containsExactly("false", "true");
    assertThat(commands).extracting(SeenCommand::exitCode).containsExactly(1, null);
    assertThat(commands).extracting(SeenCommand::prompt).containsOnly("shop: ");
  }

  @Test
  void a_prompt_at_the_right_is_no_part_of_the_command() {
    assertThat(
            texts(
                Records.tty()
                    .out(0, "$ \u001b[70G10:00:00\u001b[3G\u001b[?2004h")
                    .out(400, "ls")
                    .out(600, "\u001b[?2004l\r\r\n")))
        .containsExactly("ls");
  }

  @Test
  void without_a_terminal_the_command_is_the_session_s_own() {
    Records records = Records.plain("sh", "-c", "echo it's").out(1, "# ").out(500, "x\n");
    byte[] status =
        "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"3\"}]}}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(commands(records.at(600, new SessionRecord.Status(status))))
        .containsExactly(
            new SeenCommand(
                0,
                "",
                "sh -c 'echo it'\\''s'",
                SeenCommand.Confidence.HIGH,
                SeenCommand.Source.REQUEST,
                0,
                3));
  }
}
