package io.kubescribe.app;

import io.kubescribe.app.cli.CommandTree;
import io.kubescribe.app.cli.ConfigCommand;
import io.kubescribe.app.cli.ExitCode;
import io.kubescribe.app.cli.ExportCommand;
import io.kubescribe.app.cli.ForwardCommand;
import io.kubescribe.app.cli.ImportCommand;
import io.kubescribe.app.cli.PlayCommand;
import io.kubescribe.app.cli.SearchCommand;
import io.kubescribe.app.cli.SessionsCommand;
import io.kubescribe.app.cli.Terminal;
import io.kubescribe.app.setup.KubeconfigCommand;
import io.kubescribe.app.setup.SetupCommand;
import io.kubescribe.app.up.DemoCommand;
import io.kubescribe.app.up.UpCommand;
import io.kubescribe.core.ConfigException;
import java.util.List;

/// The program.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  private static int run(Terminal terminal, String[] arguments) {
    try {
      LogSettings.apply(terminal.environment());
      return CommandTree.run(
          terminal,
          List.of(
              new DemoCommand(terminal),
              new UpCommand(terminal),
              new ImportCommand(terminal),
              new SearchCommand(terminal),
              new SessionsCommand(terminal),
              new PlayCommand(terminal),
              new ExportCommand(terminal),
              new KubeconfigCommand(terminal),
              new SetupCommand(terminal),
              new ForwardCommand(terminal),
              new ConfigCommand(terminal)),
          arguments);
    } catch (ConfigException e) {
      terminal.say("kubescribe: " + e.getMessage());
      return ExitCode.WRONG_USE;
    } catch (Throwable e) {
      // An error, such as a library that can't be loaded: threads that live on must not hide it.
      terminal.say("kubescribe: failed: " + e);
      return ExitCode.FAILED;
    }
  }
}
