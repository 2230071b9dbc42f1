package io.kubescribe.app.cli;

import io.kubescribe.app.cli.Api.Opening;
import io.kubescribe.app.cli.Api.Refusal;
import io.kubescribe.app.config.AppConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `export`.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a session, or all audit events that fit a query. Into a file (--file) events are",
      "written so that the same command goes on where it was interrupted; until it is whole, the",
      "file's name ends in '.part'."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} export action:exec --from now-30d -o csv -f execs.csv",
      "  ${ROOT-COMMAND-NAME} export --session 019abf3e-6f00-7c11-8a22-5d1f0e6b9a01 -f incident.cast",
      "  ${ROOT-COMMAND-NAME} export --session 019abf3e-6f00-7c11-8a22-5d1f0e6b9a01 -o text"
    })
public final class ExportCommand implements Callable<Integer> {
  /// Forms of output, of events and of sessions.
  enum Form {
    ndjson,
    csv,
    cast,
    cast3,
    text;

    private boolean isOfEvents() {
      return this == ndjson || this == csv;
    }
  }

  private final Terminal terminal;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();
  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Which events.")
  private final List<String> words = new ArrayList<>();

  @Option(names = "--session", paramLabel = "ID", description = "The session to write.")
  private @Nullable String session;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "",
      description = "Only events from this time on: ISO-8601, now-24h, now/d.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = "",
      description = "Only events before this time.")
  private String to = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = {
        "Of events: ndjson (default) or csv. Of a session: cast (asciicast 2, default), cast3",
        "(asciicast 3) or text."
      })
  private @Nullable Form form;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Where to write; without it, to standard output.")
  private @Nullable Path file;

  public ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    Form wanted = form == null ? (session == null ? Form.ndjson : Form.cast) : form;
    if (wanted.isOfEvents() != (session == null)) {
      throw CommandException.wrongUse(
          session == null
              ? "--output " + wanted + " needs --session: events are written as ndjson or csv"
              : "--output of a session is cast, cast3 or text, was " + wanted);
    }
    if (session != null && !(words.isEmpty() && from.isEmpty() && to.isEmpty())) {
      throw CommandException.wrongUse("--session takes no query and no times");
    }
    if (file != null && Files.exists(file)) {
      throw CommandException.wrongUse(file + " exists: name another file, or remove it");
    }
    AppConfig config = configOptions.loadForClient(terminal);
    URI configured = URI.create("http://" + config.query().listen());
    Api api = serverOptions.api(terminal, config.dataDir(), configured);
    try {
      if (session == null) {
        String query = String.join(" ", words);
        new EventExport(api, terminal, query, from, to, wanted == Form.csv).run(file);
      } else {
        exportSession(api, session, wanted);
      }
    } catch (IOException e) {
      if (!"Broken pipe".equals(e.getMessage())) {
        throw CommandException.failed("export broke off: " + e.getMessage());
      }
    }
    return ExitCode.DONE;
  }

  private void exportSession(Api api, String id, Form wanted)
      throws CommandException, IOException, InterruptedException {
    PlayCommand.requireId(id);
    String path = "/api/v1/sessions/" + id;
    Opening opening =
        wanted == Form.text
            ? api.open(path + "/transcript", Map.of("format", "text"))
            : api.open(
                path + "/recording.cast", Map.of("version", wanted == Form.cast3 ? "3" : "2"));
    switch (opening) {
      case Opening.Opened(InputStream body) -> {
        try (body) {
          write(body, wanted);
        }
      }
      case Opening.Refused(Refusal refusal) -> throw SessionsCommand.refused(refusal);
    }
  }

  private void write(InputStream body, Form wanted) throws CommandException, IOException {
    if (file == null) {
      // A transcript may hold what a terminal acts on, which was text on the session's.
      if (terminal.outIsTerminal() && wanted == Form.text) {
        TranscriptView.print(body, terminal);
      } else {
        body.transferTo(terminal.out());
        terminal.out().flush();
      }
      return;
    }
    Path part = ExportFile.part(file);
    Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(part, file);
    terminal.say("wrote " + file + ", " + Files.size(file) + " bytes");
  }
}
