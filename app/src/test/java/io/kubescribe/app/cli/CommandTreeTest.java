package io.kubescribe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class CommandTreeTest {
  private final TestTerminal terminal = new TestTerminal();

  @Command(name = "break")
  private static final class Breaking implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("gears");
    }
  }

  @Test
  void help_goes_to_standard_output_and_lists_the_commands() {
    assertThat(run("--help")).isZero();
    assertThat(terminal.out())
        .contains("Usage: kubescribe")
        .contains("config")
        .contains("Examples:");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void version_is_one_line() {
    assertThat(run("--version")).isZero();
    assertThat(terminal.out().lines()).hasSize(1).first().asString().startsWith("kubescribe ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "--nonsense", "config", "config check --nonsense"})
  void wrong_use_is_one_line_and_exit_2(String arguments) {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("kubescribe: ")
        .contains("--help");
  }

  @Test
  void an_unexpected_failure_is_one_line_and_exit_1() {
    assertThat(terminal.run(new Breaking(), "break")).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo("kubescribe: failed: java.lang.IllegalStateException: gears\n");
  }

  @Test
  void colour_is_for_terminals_that_want_it() {
    run("--help");
    assertThat(terminal.out()).doesNotContain("\u001b");

    TestTerminal person = new TestTerminal();
    person.isTerminal = true;
    person.run(new ConfigCommand(person.open()), "--help");
    assertThat(person.out()).contains("\u001b[");

    TestTerminal plain = new TestTerminal();
    plain.isTerminal = true;
    plain.environment.put("NO_COLOR", "1");
    plain.run(new ConfigCommand(plain.open()), "--help");
    assertThat(plain.out()).doesNotContain("\u001b");
  }

  @Test
  void config_check_prints_the_settings_in_effect(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("k.yaml"), "index: {retention: 30d}\n");
    terminal.environment.put("KUBESCRIBE_QUERY_LISTEN", "127.0.0.1:1234");

    assertThat(run("config", "check", "--config", file.toString(), "--data", "elsewhere")).isZero();

    assertThat(terminal.out().lines())
        .startsWith("ok")
        .anyMatch(line -> line.matches("dataDir +elsewhere"))
        .anyMatch(line -> line.matches("index\\.retention +30d"))
        .anyMatch(line -> line.matches("query\\.listen +127\\.0\\.0\\.1:1234"));
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void config_check_prints_each_problem_on_a_line(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("k.yaml"), "a: 1\nindex: {retention: x}\n");
    terminal.environment.put("KUBESCRIBE_CONFIG", file.toString());

    assertThat(run("config", "check")).isEqualTo(2);

    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("kubescribe: " + file + ":"));
  }

  @Test
  void config_check_never_prints_passwords() {
    terminal.environment.put("KUBESCRIBE_KAFKA_PROPERTIES", "sasl.jaas.config=hunter2");

    assertThat(run("config", "check")).isZero();

    assertThat(terminal.out()).contains("sasl.jaas.config: …").doesNotContain("hunter2");
  }

  private int run(String... arguments) {
    Terminal open = terminal.open();
    return CommandTree.run(open, List.of(new ConfigCommand(open)), arguments);
  }
}
