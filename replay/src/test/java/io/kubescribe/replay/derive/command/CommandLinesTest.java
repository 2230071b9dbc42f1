package io.kubescribe.replay.derive.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.replay.derive.RealSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Finds the commands of real shells: those of the test data, and those that `record.py` recorded.
class CommandLinesTest {
  private static final Path RECORDED = Path.of("src/test/resources/terminal");
  private static final double RIGHT = 0.98;

  /// Where a list of the test data is not what was run. The bash session searched its history, `R`
  /// stands for what it found; zsh took the slash back and completed nothing, as its own error
  /// message of that session says.
  private static final Map<String, Map<String, String>> CORRECTED =
      Map.of(
          "shell-bash", Map.of("R", "echo hello"),
          "shell-zsh",
              Map.of(
                  "ls alpha_directory/", "ls alpha_directory",
                  "ls alpha_other/", "ls alpha_directory/o"));

  private static List<Path> recorded() throws IOException {
    try (Stream<Path> files = Files.list(RECORDED)) {
      return files.filter(file -> file.toString().endsWith(".jsonl.gz")).sorted().toList();
    }
  }

  private static List<Path> shells() throws IOException {
    return RealSession.files().stream()
        .filter(file -> file.getFileName().toString().startsWith("shell-"))
        .toList();
  }

  private static List<String> expected(Path file, InputPolicy policy) throws IOException {
    String name = file.getFileName().toString().replace(".jsonl.gz", "");
    Path list = file.resolveSibling(name + ".expected-commands.json");
    Map<String, String> corrected = CORRECTED.getOrDefault(name, Map.of());
    List<String> expected = new ArrayList<>();
    for (String line : JsonMapper.shared().readValue(list.toFile(), String[].class)) {
      String typed =
          policy == InputPolicy.OFF
              ? line.replaceAll("<noecho \\d+>", "[no echo]")
              : line.replaceAll("<noecho (\\d+)>", "[no echo, $1 keys]");
      expected.add(
          corrected.getOrDefault(line, typed.replaceAll("<masked (\\d+)>", "[masked, $1 keys]")));
    }
    return expected;
  }

  private static List<String> found(Path file, InputPolicy policy, int delay) throws IOException {
    return RealSession.read(file, policy, delay).derive().commands().stream()
        .map(SeenCommand::text)
        .toList();
  }

  /// The length of the longest common part in order.
  private static int common(List<String> one, List<String> other) {
    int[][] lengths = new int[one.size() + 1][other.size() + 1];
    for (int i = 0; i < one.size(); i++) {
      for (int j = 0; j < other.size(); j++) {
        lengths[i + 1][j + 1] =
            one.get(i).equals(other.get(j))
                ? lengths[i][j] + 1
                : Math.max(lengths[i][j + 1], lengths[i + 1][j]);
      }
    }
    return lengths[one.size()][other.size()];
  }

  private static void check(List<Path> files, InputPolicy policy, int delay, int wrongLines)
      throws IOException {
    int all = 0;
    int right = 0;
    int other = 0;
    for (Path file : files) {
      List<String> expected = expected(file, policy);
      List<String> found = found(file, policy, delay);
      int common = common(expected, found);
      all += expected.size();
      right += common;
      other += found.size() - common;
    }
    assertThat(right).as("right of %d", all).isGreaterThanOrEqualTo((int) Math.ceil(RIGHT * all));
    assertThat(other).as("lines that nobody entered").isLessThanOrEqualTo(wrongLines);
  }

  @Test
  void commands_of_shells_are_found_whether_input_is_recorded_or_not() throws IOException {
    for (InputPolicy policy : InputPolicy.values()) {
      check(recorded(), policy, 0, 0);
    }
  }

  @Test
  void a_slow_network_changes_nothing() throws IOException {
    for (InputPolicy policy : InputPolicy.values()) {
      check(recorded(), policy, 30, 0);
      check(recorded(), policy, 100, 0);
    }
  }

  @Test
  void commands_of_the_test_data_are_found() throws IOException {
    assumeFalse(shells().isEmpty(), "no real sessions: kubescribe.testData is not set");
    check(shells(), InputPolicy.MASKED, 0, 0);
    check(shells(), InputPolicy.FULL, 100, 0);
    // What zsh abandons on Ctrl-C looks as if it had been entered.
    check(shells(), InputPolicy.OFF, 0, 1);
  }

  @Test
  void what_was_typed_without_echo_is_in_no_command() throws IOException {
    for (Path file : recorded()) {
      for (int delay : new int[] {0, 50, 200}) {
        RealSession session = RealSession.read(file, InputPolicy.FULL, delay);
        assertThat(session.derive().commands())
            .noneMatch(line -> line.text().contains("s3cr3t") || line.text().contains("tok123"));
      }
    }
  }

  @Test
  void the_evidence_is_the_record_in_which_the_line_was_entered() throws IOException {
    RealSession session = RealSession.read(RECORDED.resolve("dash.jsonl.gz"), InputPolicy.OFF, 0);
    SeenCommand first = session.derive().commands().getFirst();
    assertThat(first.text()).isEqualTo("echo hello");
    assertThat(session.records().get((int) first.sequence()).nanos()).isEqualTo(first.nanos());
    assertThat(first.confidence()).isEqualTo(SeenCommand.Confidence.MEDIUM);
  }
}
