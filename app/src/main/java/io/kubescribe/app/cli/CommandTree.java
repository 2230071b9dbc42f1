package io.kubescribe.app.cli;

import io.kubescribe.core.ConfigException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// All commands, and how each of them ends.
@Command(
    name = "kubescribe",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    header = "The flight recorder for Kubernetes: who did what, when, with which result.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} demo",
      "  ${ROOT-COMMAND-NAME} up --data /var/lib/kubescribe --cluster prod",
      "  ${ROOT-COMMAND-NAME} search 'action:exec ns:prod' --from now-24h",
      "",
      "'${ROOT-COMMAND-NAME} help COMMAND' tells more about a command."
    })
public final class CommandTree implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(CommandTree.class);
  private static final int USAGE_COLUMNS = 100;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /// Runs a command.
  ///
  /// @param commands annotated with [Command], beside `help`
  /// @return the exit code of the process
  public static int run(Terminal terminal, List<Object> commands, String... arguments) {
    CommandLine line = new CommandLine(new CommandTree());
    commands.forEach(line::addSubcommand);
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
    line.setCommandName(System.getProperty("kubescribe.script", "kubescribe"));
    line.setOut(
        new PrintWriter(new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8), true));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.hasColour() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(USAGE_COLUMNS);
    line.setUsageHelpLongOptionsMaxWidth(28);
    line.setParameterExceptionHandler((e, _) -> wrongUse(terminal, e));
    line.setExecutionExceptionHandler((e, _, _) -> failed(terminal, e));
    return line.execute(arguments);
  }

  /// Without a command.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int wrongUse(Terminal terminal, ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    say(terminal, e.getMessage() + "; '" + name + " --help' tells more");
    return ExitCode.WRONG_USE;
  }

  private static int failed(Terminal terminal, Exception e) {
    return switch (e) {
      case ConfigException config -> {
        String.valueOf(config.getMessage()).lines().forEach(line -> say(terminal, line));
        yield ExitCode.WRONG_USE;
      }
      case CommandException command -> {
        String.valueOf(command.getMessage()).lines().forEach(line -> say(terminal, line));
        yield command.exitCode();
      }
      case InterruptedException _ -> {
        say(terminal, "interrupted");
        yield ExitCode.FAILED;
      }
      default -> {
        log.atDebug().setCause(e).log("command failed");
        say(terminal, "failed: " + e);
        yield ExitCode.FAILED;
      }
    };
  }

  private static void say(Terminal terminal, String line) {
    terminal.err().println("kubescribe: " + line);
  }
}
