package io.kubescribe.app.cli;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.crypto.Secrets;
import io.kubescribe.ingest.file.AuditFileImporter;
import io.kubescribe.ingest.file.ImportFailedException;
import io.kubescribe.ingest.file.ImportProgress;
import io.kubescribe.ingest.file.ImportResult;
import io.kubescribe.ingest.file.ImportSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `import`.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Loads audit logs: one event a line (the log files of kube-apiserver), EventLists or single",
      "events; plain, gzip or zstd, told apart by their content. Sends them to the server on the data",
      "folder, or runs one for as long. Ends when searches find every event, and prints how many were",
      "read, new, duplicate and quarantined. To run it again is safe: no event is added twice."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} import /var/log/kubernetes/audit/*.log* --cluster prod",
      "  ssh node cat /var/log/audit.log | ${ROOT-COMMAND-NAME} import - --data /var/lib/kubescribe"
    })
public final class ImportCommand implements Callable<Integer> {
  private static final String AGAIN =
      "running the import again is safe: what is there is not added twice";

  private final Terminal terminal;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();
  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Audit logs; '-' reads standard input.")
  private final List<String> files = new ArrayList<>();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "The cluster that the events are of; may be left out if there is only one.")
  private @Nullable String cluster;

  public ImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    List<ImportSource> sources = sources();
    try (ServerAccess server =
        new ImportServer(terminal, configOptions, serverOptions).open(clusterName())) {
      AuditFileImporter importer =
          new AuditFileImporter(sources, server.target(), Secrets.random(), server.client());
      AtomicBoolean ended = new AtomicBoolean();
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("interrupted")
                  .unstarted(() -> {
                    if (!ended.get()) {
                      interrupted(importer, server);
                    }
                  }));
      try {
        return told(run(importer));
      } finally {
        ended.set(true);
      }
    }
  }

  private @Nullable ClusterName clusterName() throws CommandException {
    try {
      return cluster == null ? null : new ClusterName(cluster);
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongUse("--cluster: " + e.getMessage());
    }
  }

  /// All of them are looked at before anything is sent.
  private List<ImportSource> sources() throws CommandException, IOException {
    List<ImportSource> sources = new ArrayList<>();
    for (String file : files) {
      if (file.equals("-")) {
        sources.add(ImportSource.standardInput(terminal.in()));
        continue;
      }
      Path path = Path.of(file);
      String wrong =
          !Files.exists(path)
              ? "does not exist"
              : Files.isDirectory(path)
                  ? "is a folder: name the files in it"
                  : Files.isReadable(path) ? "" : "is not readable for this user";
      if (!wrong.isEmpty()) {
        throw CommandException.wrongUse(file + " " + wrong + "; nothing was imported");
      }
      sources.add(ImportSource.file(path));
    }
    if (files.stream().filter("-"::equals).count() > 1) {
      throw CommandException.wrongUse("standard input can be read once only");
    }
    return sources;
  }

  private ImportResult run(AuditFileImporter importer)
      throws CommandException, InterruptedException {
    ProgressView view = new ProgressView(terminal, importer::progress, InstantSource.system());
    view.start();
    try (view) {
      return importer.run();
    } catch (ImportFailedException e) {
      ImportProgress progress = importer.progress();
      throw CommandException.failed(
          "%s%n%d events were stored; %s".formatted(e.getMessage(), progress.stored(), AGAIN));
    }
  }

  /// On Ctrl-C, while the process ends.
  private void interrupted(AuditFileImporter importer, ServerAccess server) {
    ImportProgress progress = importer.progress();
    terminal.say("");
    terminal.say(
        "kubescribe: interrupted: %d events are acknowledged, %d of them searchable, more may be under way; %s"
            .formatted(progress.stored(), progress.indexed(), AGAIN));
    try {
      server.close();
    } catch (IOException e) {
      terminal.say("kubescribe: the server did not end in order: " + e.getMessage());
    }
  }

  private int told(ImportResult result) throws IOException {
    terminal.print(
        """
        read         %d
        new          %d
        duplicate    %d
        quarantined  %d
        """
            .formatted(result.read(), result.added(), result.duplicates(), result.quarantined()));
    result.problems().forEach(problem -> terminal.say("kubescribe: " + problem));
    return result.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
