package io.kubescribe.app.up;

import io.kubescribe.app.cli.ConfigOptions;
import io.kubescribe.app.cli.Terminal;
import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.config.Setting;
import io.kubescribe.app.demo.DemoLoader;
import io.kubescribe.app.demo.DemoStory;
import io.kubescribe.app.node.Node;
import io.kubescribe.app.node.Role;
import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `demo`: `up` with sample data in a folder of its own.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Kubescribe with sample data: a day of an invented cluster, and one break-in.",
      "Everything listens on this machine only. The sample data is made anew at each start."
    },
    optionListHeading = "%nOptions:%n")
public final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock = InstantSource.system();

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number tells the story with other details. Default: ${DEFAULT-VALUE}.")
  private long seed;

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Setting> settings = new ArrayList<>();
    settings.add(new Setting("ingest.audit.clusters", DemoStory.CLUSTER, "demo"));
    // Invented events must never get into a log that others use.
    settings.add(new Setting("kafka.embedded", "true", "demo"));
    if (!configOptions.namesData()) {
      settings.add(new Setting("dataDir", "demo-data", "demo"));
    }
    AppConfig config = configOptions.load(terminal, settings);
    requireThisMachineOnly(config);
    DemoFolder.renew(config.dataDir());
    terminal.say("starting with sample data in " + config.dataDir());
    Node node = new Node(config, EnumSet.allOf(Role.class), clock);
    Foreground.of(node)
        .run(() -> {
          node.start();
          long loaded =
              new DemoLoader(node.intake().orElseThrow(), node.tallies().orElseThrow(), clock)
                  .load(new DemoStory(clock, seed));
          URI link = node.signInLink().orElseThrow();
          ReadyLine.print(terminal, node, link);
          greet(loaded, link);
        });
    return 0;
  }

  /// A config that is in force for a real server must not open the demo to others.
  private static void requireThisMachineOnly(AppConfig config) {
    requireLoopback("query.listen", config.query().listen());
    requireLoopback("ingest.audit.listen", config.ingest().audit().listen());
    config
        .ingest()
        .gateway()
        .forEach(gateway -> requireLoopback("ingest.gateway.listen", gateway.listen()));
  }

  private static void requireLoopback(String key, HostPort listen) {
    if (!listen.isLoopback()) {
      throw new ConfigException(
          key
              + ": the demo listens on this machine only, was "
              + listen
              + ": set a loopback address");
    }
  }

  private void greet(long loaded, URI link) {
    terminal.say("");
    terminal.say(
        "%,d audit events of the last 24 hours are searchable. Open this link, it signs you in once:"
            .formatted(loaded));
    terminal.say("");
    terminal.say("    " + link);
    terminal.say("");
    terminal.say("docs/demo.md walks through the break-in. Ctrl-C ends the demo.");
  }
}
