package io.kubescribe.app.cli;

import io.kubescribe.app.config.EffectiveSettings;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `config check`.
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks the config.")
public final class ConfigCommand implements Runnable {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  public ConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: check");
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Reads the config as 'up' would: defaults, file, environment, options.",
        "Prints 'ok' and the settings in effect, or each problem with file, line and key (exit 2)."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = {
        "  ${ROOT-COMMAND-NAME} config check --config kubescribe.yaml",
        "  KUBESCRIBE_INDEX_RETENTION=90d ${ROOT-COMMAND-NAME} config check"
      })
  int check(@Mixin ConfigOptions options) throws IOException {
    List<EffectiveSettings.Row> rows = EffectiveSettings.of(options.load(terminal, List.of()));
    int widest = rows.stream().mapToInt(row -> row.key().length()).max().orElse(0);
    StringBuilder text = new StringBuilder("ok\n");
    for (EffectiveSettings.Row row : rows) {
      text.append(row.key())
          .append(" ".repeat(widest - row.key().length()))
          .append("  ")
          .append(row.value() == null ? "–" : row.value())
          .append('\n');
    }
    terminal.print(text.toString());
    return ExitCode.DONE;
  }
}
