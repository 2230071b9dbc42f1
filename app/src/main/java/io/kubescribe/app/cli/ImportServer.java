package io.kubescribe.app.cli;

import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.node.Node;
import io.kubescribe.app.node.Role;
import io.kubescribe.app.node.RunFile;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.ingest.AuditConfig;
import io.kubescribe.ingest.IngestConfig;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.file.ImportTarget;
import io.kubescribe.queryapi.QueryConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the server that an import sends to, or starts one.
final class ImportServer {
  private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final Terminal terminal;
  private final ConfigOptions configOptions;
  private final ServerOptions serverOptions;

  ImportServer(Terminal terminal, ConfigOptions configOptions, ServerOptions serverOptions) {
    this.terminal = terminal;
    this.configOptions = configOptions;
    this.serverOptions = serverOptions;
  }

  /// @param named the cluster that the events are of, null for the only one there is
  ServerAccess open(@Nullable ClusterName named) throws CommandException, IOException {
    AppConfig config = configOptions.loadForClient(terminal);
    Optional<RunFile> running = RunFile.running(config.dataDir()).filter(ImportServer::answers);
    return running.isPresent()
        ? running(config, running.get(), named)
        : started(configOptions.load(terminal, List.of()), named);
  }

  /// After a crash the file names addresses that nobody, or somebody else, listens on.
  private static boolean answers(RunFile run) {
    URI uri = run.audit() == null ? run.ui() : run.audit();
    if (uri == null) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort()),
          (int) CONNECT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private ServerAccess running(AppConfig config, RunFile run, @Nullable ClusterName named)
      throws CommandException, IOException {
    if (run.audit() == null) {
      throw CommandException.failed(
          "the server on " + config.dataDir() + " has no role ingest: import where that runs");
    }
    if (run.ui() == null && !serverOptions.namesServer(terminal)) {
      throw CommandException.failed(
          "the server on "
              + config.dataDir()
              + " has no role query: name the one that has with --server, to follow the import");
    }
    ClusterName cluster = cluster(config, named);
    URI configured = URI.create("http://" + config.query().listen());
    Api api = serverOptions.api(terminal, config.dataDir(), configured);
    TlsConfig tls = config.ingest().audit().tls();
    HttpClient client =
        "https".equals(run.audit().getScheme()) && tls != null
            ? PinnedCertificate.client(tls.certificate())
            : HttpClient.newHttpClient();
    return new ServerAccess(target(config.dataDir(), run.audit(), cluster, api), client, () -> {});
  }

  private ServerAccess started(AppConfig config, @Nullable ClusterName named)
      throws CommandException, IOException {
    if (serverOptions.namesServer(terminal)) {
      throw CommandException.wrongUse(
          "no server runs on "
              + config.dataDir()
              + ": an import is sent to the receiver of the data folder, and --server only names"
              + " who is asked how far it is. Run it where that server's data folder is, with --data");
    }
    if (!config.kafka().embedded()) {
      throw CommandException.failed(
          "no server runs on "
              + config.dataDir()
              + ", and with an outside Kafka an import does not start one: run 'up' first");
    }
    terminal.say("no server runs on " + config.dataDir() + ": running one for this import");
    ClusterName cluster = cluster(config, named);
    Node node = new Node(privately(config, cluster), Set.of(Role.values()), InstantSource.system());
    node.start();
    try {
      RunFile run = node.addresses();
      if (run.audit() == null || run.ui() == null) {
        throw new IllegalStateException("a node of all roles has all addresses");
      }
      Path tokenFile = config.dataDir().resolve("admin.token");
      Api api = new Api(run.ui(), token(tokenFile), tokenFile.toString());
      return new ServerAccess(
          target(config.dataDir(), run.audit(), cluster, api), HttpClient.newHttpClient(), node);
    } catch (CommandException | IOException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /// The same server on free ports of this machine and without TLS: nobody else shall meet it.
  private static AppConfig privately(AppConfig config, ClusterName cluster) {
    AuditConfig audit = config.ingest().audit();
    return new AppConfig(
        config.dataDir(),
        new KafkaConfig(true, ANY_PORT.toString(), config.kafka().properties()),
        new IngestConfig(
            new AuditConfig(List.of(cluster), ANY_PORT, null, audit.maxBody(), audit.spool()),
            List.of(),
            config.ingest().redact()),
        config.index(),
        config.replay(),
        List.of(),
        new QueryConfig(ANY_PORT, List.of(), new QueryConfig.Auth(true)));
  }

  /// The named cluster, else the only one.
  private static ClusterName cluster(AppConfig config, @Nullable ClusterName named)
      throws CommandException, IOException {
    if (named != null) {
      return named;
    }
    List<String> known = known(config.dataDir());
    List<String> candidates =
        known.isEmpty()
            ? config.ingest().audit().clusters().stream().map(ClusterName::value).toList()
            : known;
    if (candidates.size() != 1) {
      throw CommandException.wrongUse(
          "which cluster are the events of? Name one with --cluster: "
              + String.join(", ", candidates));
    }
    return new ClusterName(candidates.getFirst());
  }

  /// The clusters that the data folder has tokens for.
  private static List<String> known(Path dataDir) throws IOException {
    Path folder = dataDir.resolve("ingest-tokens");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(ClusterName::isValid)
          .sorted()
          .toList();
    }
  }

  private static ImportTarget target(Path dataDir, URI audit, ClusterName cluster, Api api)
      throws CommandException, IOException {
    Path file = dataDir.resolve("ingest-tokens").resolve(cluster.value());
    if (!Files.exists(file)) {
      throw CommandException.wrongUse(
          "the server on %s does not know cluster %s (it knows: %s): start it with --cluster %s too"
              .formatted(dataDir, cluster, String.join(", ", known(dataDir)), cluster));
    }
    return new ImportTarget(audit, cluster, token(file), api.uri(), api.token());
  }

  private static String token(Path file) throws CommandException, IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException e) {
      throw CommandException.failed("there is no token in " + file);
    }
  }
}
