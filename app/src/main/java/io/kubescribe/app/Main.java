package io.kubescribe.app;

import io.kubescribe.app.cli.CommandTree;
import io.kubescribe.app.cli.ConfigCommand;
import io.kubescribe.app.cli.ImportCommand;
import io.kubescribe.app.cli.SearchCommand;
import io.kubescribe.app.cli.Terminal;
import io.kubescribe.app.up.DemoCommand;
import io.kubescribe.app.up.UpCommand;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The program.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    // Lucene logs by the JDK's own logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Terminal terminal = Terminal.ofProcess();
    System.exit(
        CommandTree.run(
            terminal,
            List.of(
                new DemoCommand(terminal),
                new UpCommand(terminal),
                new ImportCommand(terminal),
                new SearchCommand(terminal),
                new ConfigCommand(terminal)),
            arguments));
  }
}
