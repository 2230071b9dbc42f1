package io.kubescribe.app.setup;

import io.kubescribe.app.cli.CommandException;
import io.kubescribe.app.cli.Terminal;
import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.node.RunFile;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.AuditConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `setup` about the cluster and where Kubescribe runs.
final class ClusterOptions {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9._/:@-]+");
  private static final Pattern SERVERS = Pattern.compile("[A-Za-z0-9._:,\\[\\]-]+:\\d{1,5}");

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The cluster; default: that of the config, if it is the only one.")
  private @Nullable String cluster;

  @Option(
      names = "--receiver",
      paramLabel = "URL",
      description = {
        "Address at which kube-apiserver reaches the receiver, such as",
        "https://kubescribe.example.com:9443; default: of the one on the data folder."
      })
  private @Nullable String receiver;

  @Option(
      names = "--receiver-ca",
      paramLabel = "FILE",
      description = "PEM file of the authority that has signed the receiver's certificate.")
  private @Nullable Path receiverCa;

  @Option(
      names = "--webhook-token",
      paramLabel = "FILE",
      description = "Token of the cluster ('-': standard input); default: DATA/ingest-tokens/NAME.")
  private @Nullable Path webhookToken;

  @Option(
      names = "--identity",
      paramLabel = "MODE",
      description = {
        "As whom the gateway sends requests: passThrough (with the user's token) or",
        "impersonate (as the gateway, acting for the user); default: as in the config."
      })
  private @Nullable String identity;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "kubescribe",
      description = "Namespace for receiver and gateway. Default: ${DEFAULT-VALUE}.")
  private String namespace = "kubescribe";

  @Option(
      names = "--image",
      paramLabel = "NAME",
      defaultValue = "kubescribe:0.1.0",
      description = "Image of Kubescribe, built with its Dockerfile. Default: ${DEFAULT-VALUE}.")
  private String image = "kubescribe:0.1.0";

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      defaultValue = "kafka:9092",
      description = "Kafka, as the pod in the cluster reaches it. Default: ${DEFAULT-VALUE}.")
  private String kafka = "kafka:9092";

  ClusterName cluster(AppConfig config) throws CommandException {
    List<ClusterName> known = config.ingest().audit().clusters();
    if (cluster == null) {
      if (known.size() > 1) {
        throw CommandException.wrongUse("name one cluster with --cluster: " + known);
      }
      return known.getFirst();
    }
    try {
      return new ClusterName(cluster);
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongUse("--cluster: " + e.getMessage());
    }
  }

  SetupTexts texts(ClusterName name, AppConfig config) throws CommandException {
    require("--namespace", LABEL, namespace, "a DNS label such as kubescribe");
    require("--image", IMAGE, image, "the name of an image");
    require("--kafka", SERVERS, kafka, "HOST:PORT");
    return new SetupTexts(
        name,
        Inputs.identity(identity, name.value(), config.ingest().gateway()),
        namespace,
        image,
        kafka);
  }

  private static void require(String option, Pattern pattern, String text, String allowed)
      throws CommandException {
    if (!pattern.matcher(text).matches()) {
      throw CommandException.wrongUse(option + " must be " + allowed + ", was '" + text + "'");
    }
  }

  String webhook(SetupTexts texts, AppConfig config, Terminal terminal)
      throws CommandException, IOException {
    URI address = receiver(config);
    String token = token(texts.cluster(), config.dataDir(), terminal);
    Optional<String> authority = Inputs.authority("--receiver-ca", receiverCa);
    if (Inputs.isLoopback(address)) {
      terminal.say(
          "kubescribe: webhook leads to "
              + address
              + ", which only an apiserver on this machine reaches: name another with --receiver");
    } else if ("http".equals(address.getScheme())) {
      terminal.say(
          "kubescribe: warning: over plain http the token and all events cross the network in the"
              + " clear: give the receiver a certificate (ingest.audit.tls)");
    }
    return texts.webhook(address.toString(), token, authority);
  }

  private URI receiver(AppConfig config) throws CommandException, IOException {
    if (receiver != null) {
      return Inputs.address("--receiver", receiver);
    }
    AuditConfig audit = config.ingest().audit();
    URI configured = audit.listen().uri(audit.tls() != null);
    return RunFile.running(config.dataDir()).map(RunFile::audit).orElse(configured);
  }

  private String token(ClusterName name, Path data, Terminal terminal)
      throws CommandException, IOException {
    if (webhookToken != null) {
      return Inputs.token("--webhook-token", webhookToken, terminal);
    }
    Path file = data.resolve("ingest-tokens").resolve(name.value());
    if (!Files.exists(file)) {
      throw CommandException.failed(
          "there is no token in "
              + file
              + ": 'up --cluster "
              + name
              + "' makes it on its first start; name its data folder with --data,"
              + " or the token's file with --webhook-token");
    }
    return Inputs.token("token file", file, terminal);
  }
}
