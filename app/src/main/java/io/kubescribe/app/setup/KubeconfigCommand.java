package io.kubescribe.app.setup;

import io.kubescribe.app.cli.CommandException;
import io.kubescribe.app.cli.ConfigOptions;
import io.kubescribe.app.cli.ExitCode;
import io.kubescribe.app.cli.Terminal;
import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.node.RunFile;
import io.kubescribe.ingest.IdentityMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `kubeconfig`: for a user of a cluster, whose sessions shall be recorded.
@Command(
    name = "kubeconfig",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a kubeconfig that goes through the recording gateway: yours, with the gateway's address",
      "in place of the apiserver's. It holds your credential; nothing is written but standard output."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  umask 077",
      "  ${ROOT-COMMAND-NAME} kubeconfig --gateway https://kubescribe.example.com:8443 \\",
      "    --gateway-ca ca.crt > recorded.yaml",
      "  kubectl --kubeconfig recorded.yaml exec -it web-0 -- sh"
    })
public final class KubeconfigCommand implements Callable<Integer> {
  private static final URI USUAL = URI.create("https://127.0.0.1:8443");

  private final Terminal terminal;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();

  @Option(
      names = "--gateway",
      paramLabel = "URL",
      description = {
        "Address of the gateway; default: the one that runs on the data folder,",
        "else https://127.0.0.1:8443."
      })
  private @Nullable String gateway;

  @Option(
      names = "--gateway-ca",
      paramLabel = "FILE",
      description = "PEM file of the authority that has signed the gateway's certificate.")
  private @Nullable Path gatewayCa;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Whose gateway, if several run on the data folder.")
  private @Nullable String cluster;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Your kubeconfig; default: the variable KUBECONFIG, else ~/.kube/config.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of your kubeconfig; default: the current one.")
  private @Nullable String context;

  @Option(
      names = "--user-token",
      paramLabel = "FILE",
      description = "A file with your token ('-': standard input) instead of your kubeconfig.")
  private @Nullable Path userToken;

  @Option(
      names = "--identity",
      paramLabel = "MODE",
      description = {
        "How the gateway is set up: passThrough (your token goes to the apiserver) or",
        "impersonate (client certificates work too); default: as in the config."
      })
  private @Nullable String identity;

  public KubeconfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandException, IOException {
    AppConfig config = configOptions.loadForClient(terminal);
    IdentityMode mode = Inputs.identity(identity, cluster, config.ingest().gateway());
    URI address =
        gateway == null ? running(config.dataDir()) : Inputs.address("--gateway", gateway);
    Optional<String> authority = Inputs.authority("--gateway-ca", gatewayCa);
    GatewayKubeconfig printed =
        userToken == null
            ? ofKubeconfig(mode, address, authority)
            : ofToken(userToken, address, authority);
    warnOf(address, authority);
    terminal.print(printed.yaml());
    terminal.say(
        "context '"
            + printed.name()
            + "' goes through "
            + address
            + "; keep it in a file that only you can read (umask 077)");
    return ExitCode.DONE;
  }

  private GatewayKubeconfig ofKubeconfig(IdentityMode mode, URI address, Optional<String> authority)
      throws CommandException, IOException {
    UserKubeconfig own = UserKubeconfig.read(KubeconfigFiles.of(kubeconfig, terminal), context);
    if (own.cluster().hasNonNull("proxy-url")) {
      note("the cluster's proxy-url is left out: it led to the apiserver");
    }
    ObjectNode user = Credentials.kept(own.user(), mode, this::note);
    return new GatewayKubeconfig(
        own.context() + "-recorded", address, authority, own.namespace(), user);
  }

  private GatewayKubeconfig ofToken(Path file, URI address, Optional<String> authority)
      throws CommandException, IOException {
    if (kubeconfig != null || context != null) {
      throw CommandException.wrongUse(
          "--user-token takes the place of --kubeconfig and --context: give one of them");
    }
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    user.put("token", Inputs.token("--user-token", file, terminal));
    String name = cluster == null ? "kubescribe" : cluster;
    return new GatewayKubeconfig(name + "-recorded", address, authority, Optional.empty(), user);
  }

  private URI running(Path data) throws CommandException, IOException {
    Map<String, URI> gateways = RunFile.running(data).map(RunFile::gateway).orElse(Map.of());
    if (cluster != null && !gateways.isEmpty()) {
      URI found = gateways.get(cluster);
      if (found == null) {
        throw CommandException.wrongUse(
            "no gateway of cluster '"
                + cluster
                + "' runs on "
                + data
                + ", but of "
                + names(gateways));
      }
      return found;
    }
    if (gateways.size() > 1) {
      throw CommandException.wrongUse(
          "several gateways run on " + data + ": name one with --cluster: " + names(gateways));
    }
    if (gateways.isEmpty()) {
      note("no gateway runs on " + data + " and --gateway names none: taking " + USUAL);
      return USUAL;
    }
    return gateways.values().iterator().next();
  }

  private static String names(Map<String, URI> gateways) {
    return String.join(", ", gateways.keySet().stream().sorted().toList());
  }

  private void warnOf(URI address, Optional<String> authority) {
    if ("http".equals(address.getScheme())) {
      note(
          "warning: kubectl sends no credential over plain http, so "
              + address
              + " sees you as system:anonymous: give the gateway a certificate (ingest.gateway.tls)");
    } else if (authority.isEmpty()) {
      note(
          "without --gateway-ca kubectl takes the gateway's certificate only if this machine trusts"
              + " its authority");
    }
    if (Inputs.isLoopback(address)) {
      note(address + " is this machine's own address: the file is of no use elsewhere");
    }
  }

  private void note(String text) {
    terminal.say("kubescribe: " + text);
  }
}
