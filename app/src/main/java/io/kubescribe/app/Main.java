package io.kubescribe.app;

import io.kubescribe.app.cli.CommandTree;
import io.kubescribe.app.cli.ConfigCommand;
import io.kubescribe.app.cli.Terminal;
import java.util.List;

/// The program.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    System.exit(CommandTree.run(terminal, List.of(new ConfigCommand(terminal)), arguments));
  }
}
