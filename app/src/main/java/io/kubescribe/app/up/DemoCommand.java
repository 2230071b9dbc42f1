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
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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
  private static final ClusterName CLUSTER = new ClusterName(DemoStory.CLUSTER);

  private final Terminal terminal;
  private final InstantSource clock = InstantSource.system();

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number tells the story with other details. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--gateway",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8443",
      description =
          "Where the recording gateway of the simulated cluster listens. Default: ${DEFAULT-VALUE}.")
  private String gateway = "";

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
    HostPort listen = HostPort.parse(gateway);
    requireLoopback("--gateway", listen);
    DemoFolder.renew(config.dataDir());
    terminal.say("starting with sample data in " + config.dataDir());
    TryOutCluster cluster = TryOutCluster.start(config.dataDir(), clock);
    Node node =
        new Node(
            config.withGateways(List.of(cluster.gateway(CLUSTER, listen))),
            EnumSet.allOf(Role.class),
            clock);
    // The sessions at the gateway end before their cluster does.
    Foreground.of(
            () -> {
              node.close();
              cluster.close();
            })
        .run(() -> start(node, cluster));
    return 0;
  }

  private void start(Node node, TryOutCluster cluster) throws IOException, InterruptedException {
    // Told while the parts start one after another, which keeps one core busy.
    CompletableFuture<DemoStory.Told> telling =
        CompletableFuture.supplyAsync(() -> new DemoStory(clock, seed).tell());
    node.start();
    DemoStory.Told story = telling.join();
    loadSessions(story, node);
    long loaded =
        new DemoLoader(node.intake().orElseThrow(), node.tallies().orElseThrow(), clock)
            .load(story.bodies());
    Path kubeconfig = cluster.connect(node.addresses(), CLUSTER);
    URI link = node.signInLink().orElseThrow();
    ReadyLine.print(terminal, node, link);
    greet(loaded, link, kubeconfig);
  }

  private static void loadSessions(DemoStory.Told story, Node node) throws IOException {
    KafkaConfig kafka = new KafkaConfig(true, node.addresses().kafka(), Map.of());
    try (LogProducer log = new LogProducer(kafka, "demo", Duration.ofSeconds(10), () -> true)) {
      DemoLoader.loadSessions(story.sessions(), log::send);
    }
  }

  /// A config that is in force for a real server must not open the demo to others.
  private static void requireThisMachineOnly(AppConfig config) {
    requireLoopback("query.listen", config.query().listen());
    requireLoopback("ingest.audit.listen", config.ingest().audit().listen());
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

  private void greet(long loaded, URI link, Path kubeconfig) {
    terminal.say("");
    terminal.say(
        "%,d audit events of the last 24 hours are searchable. Open this link, it signs you in once:"
            .formatted(loaded));
    terminal.say("");
    terminal.say("    " + link);
    terminal.say("");
    terminal.say("A simulated cluster (no real one, no real shell) is behind a recording gateway:");
    terminal.say("");
    terminal.say("    kubectl --kubeconfig " + kubeconfig + " exec -it toolbox -- sh");
    terminal.say("");
    terminal.say("docs/demo.md walks through the break-in. Ctrl-C ends the demo.");
  }
}
