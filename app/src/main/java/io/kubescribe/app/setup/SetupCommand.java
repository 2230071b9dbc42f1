package io.kubescribe.app.setup;

import io.kubescribe.app.cli.CommandException;
import io.kubescribe.app.cli.ConfigOptions;
import io.kubescribe.app.cli.ExitCode;
import io.kubescribe.app.cli.Terminal;
import io.kubescribe.app.config.AppConfig;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.setup.Applied;
import io.kubescribe.ingest.setup.ClusterSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `setup`: for the operator of a cluster.
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what leads a cluster to Kubescribe, each line explained:",
      "  policy     audit policy of kube-apiserver",
      "  webhook    kubeconfig by which it sends events; holds the cluster's token",
      "  flags      flags of kube-apiserver",
      "  rbac       namespace, service account and rights of the gateway",
      "  manifests  config, volume, Deployment and Service of receiver and gateway in the cluster"
    },
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} setup policy",
      "  ${ROOT-COMMAND-NAME} setup --receiver https://kubescribe.example.com:9443 -o prod/",
      "  ${ROOT-COMMAND-NAME} setup --apply --context prod"
    })
public final class SetupCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();
  @Mixin private final ClusterOptions clusterOptions = new ClusterOptions();

  @Parameters(arity = "0..1", paramLabel = "PART", description = "One part; default: all.")
  private @Nullable String partName;

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "Writes a file for each part, the one with the token of mode 0600.")
  private @Nullable Path folder;

  @Option(
      names = "--apply",
      description = "Applies rbac and manifests to the cluster (server-side apply).")
  private boolean apply;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "For --apply; default: the variable KUBECONFIG, else ~/.kube/config.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "For --apply; default: the current context.")
  private @Nullable String context;

  public SetupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandException, IOException {
    List<Part> parts = partName == null ? List.of(Part.values()) : List.of(Part.of(partName));
    if (apply && folder != null) {
      throw CommandException.wrongUse("--apply and -o exclude each other: give one of them");
    }
    if (!apply && (kubeconfig != null || context != null)) {
      throw CommandException.wrongUse("--kubeconfig and --context are for --apply: add it");
    }
    AppConfig config = configOptions.loadForClient(terminal);
    ClusterName cluster = clusterOptions.cluster(config);
    SetupTexts texts = clusterOptions.texts(cluster, config);
    if (apply) {
      return applied(parts, texts);
    }
    SetupOutput output = new SetupOutput(terminal, folder, parts.size() > 1);
    int exit = ExitCode.DONE;
    for (Part part : parts) {
      try {
        output.write(part, text(part, texts, config));
      } catch (CommandException e) {
        if (parts.size() == 1) {
          throw e;
        }
        note(part + " is left out: " + e.getMessage());
        exit = ExitCode.FAILED;
      }
    }
    return exit;
  }

  private String text(Part part, SetupTexts texts, AppConfig config)
      throws CommandException, IOException {
    return switch (part) {
      case POLICY -> texts.policy();
      case WEBHOOK -> clusterOptions.webhook(texts, config, terminal);
      case FLAGS -> texts.flags();
      case RBAC -> texts.rbac();
      case MANIFESTS -> texts.manifests();
    };
  }

  private int applied(List<Part> parts, SetupTexts texts) throws CommandException, IOException {
    Map<Part, String> manifests =
        Map.of(Part.RBAC, texts.rbac(), Part.MANIFESTS, texts.manifests());
    List<Part> wanted = parts.stream().filter(manifests::containsKey).toList();
    if (wanted.isEmpty()) {
      throw CommandException.wrongUse(BY_HAND);
    }
    List<Applied> outcomes = new ArrayList<>();
    try (ClusterSetup setup =
        ClusterSetup.open(KubeconfigFiles.of(kubeconfig, terminal), context)) {
      note("applying to " + setup.server());
      outcomes.addAll(
          setup.apply(String.join("---\n", wanted.stream().map(manifests::get).toList())));
    }
    for (Applied outcome : outcomes) {
      terminal.print(
          outcome.object()
              + (outcome.problem() == null ? ": applied" : ": failed: " + outcome.problem())
              + "\n");
    }
    boolean failed = outcomes.stream().anyMatch(outcome -> outcome.problem() != null);
    if (failed) {
      note("not everything was applied; it can be called again when the cause is gone");
    } else if (wanted.contains(Part.MANIFESTS)) {
      note(
          "the pod starts when the Secret kubescribe-tls is there: kubectl -n "
              + texts.namespace()
              + " create secret tls kubescribe-tls --cert=FILE --key=FILE");
    }
    note(BY_HAND);
    return failed ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void note(String text) {
    terminal.say("kubescribe: " + text);
  }

  private static final String BY_HAND =
      "policy, webhook and flags can't be applied: no API sets what kube-apiserver reads at its start."
          + " Write them with 'setup -o DIR', copy them to the control plane nodes and add the flags,"
          + " as docs/setup.md tells. Managed clusters let nobody set them.";
}
