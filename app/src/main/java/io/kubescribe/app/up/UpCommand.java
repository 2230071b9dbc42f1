package io.kubescribe.app.up;

import io.kubescribe.app.cli.ConfigOptions;
import io.kubescribe.app.cli.Terminal;
import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.config.Setting;
import io.kubescribe.app.node.Node;
import io.kubescribe.app.node.Role;
import io.kubescribe.core.ConfigException;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.GatewayConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `up`: everything in one process, or some roles of it.
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Runs Kubescribe until Ctrl-C or SIGTERM: takes audit events in, indexes them, answers.",
      "Prints one line that begins with 'ready' when all roles answer."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} up --cluster prod --cluster staging",
      "  ${ROOT-COMMAND-NAME} up --cluster prod --kubeconfig ~/.kube/config --context prod",
      "  ${ROOT-COMMAND-NAME} up --roles ingest --kafka kafka-1:9092"
    })
public final class UpCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "A cluster that may send; repeatable. Default: 'default'.")
  private final List<String> clusters = new ArrayList<>();

  @Option(
      names = "--roles",
      paramLabel = "ROLE",
      split = ",",
      defaultValue = "ingest,index,replay,forward,query",
      description = "Which roles to run, separated by commas. Default: ${DEFAULT-VALUE}.")
  private final List<String> roles = new ArrayList<>();

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "An outside Kafka cluster instead of the embedded broker.")
  private @Nullable String kafka;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Also runs the recording gateway for the cluster that this file leads to.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Of the kubeconfig; its current context if left out.")
  private @Nullable String context;

  public UpCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Setting> settings = new ArrayList<>();
    if (!clusters.isEmpty()) {
      settings.add(new Setting("ingest.audit.clusters", String.join(",", clusters), "--cluster"));
    }
    if (kafka != null) {
      settings.add(new Setting("kafka.embedded", "false", "--kafka"));
      settings.add(new Setting("kafka.bootstrapServers", kafka, "--kafka"));
    }
    AppConfig config = withGateway(configOptions.load(terminal, settings));
    Node node = new Node(config, Role.parse(roles), InstantSource.system());
    Foreground.of(node)
        .run(() -> {
          node.start();
          URI link = node.signInLink().orElse(null);
          ReadyLine.print(terminal, node, link);
          if (link != null) {
            terminal.say("open " + link + " (signs you in, once)");
          }
        });
    return 0;
  }

  /// Adds the gateway of `--kubeconfig`, or lets the configured one of that cluster use the file.
  private AppConfig withGateway(AppConfig config) {
    Path file = kubeconfig;
    if (file == null) {
      if (context != null) {
        throw new ConfigException("--context: needs --kubeconfig FILE");
      }
      return config;
    }
    List<ClusterName> known = config.ingest().audit().clusters();
    if (known.size() > 1) {
      throw new ConfigException(
          "--kubeconfig: is for one cluster, but there are "
              + known
              + ": write entries of ingest.gateway in a config file");
    }
    ClusterName cluster = known.getFirst();
    List<GatewayConfig> gateways = new ArrayList<>(config.ingest().gateway());
    GatewayConfig base =
        gateways.stream()
            .filter(gateway -> gateway.cluster().equals(cluster))
            .findFirst()
            .orElse(GatewayConfig.DEFAULT);
    gateways.remove(base);
    gateways.add(base.reaching(cluster, file, context));
    return config.withGateways(gateways);
  }
}
