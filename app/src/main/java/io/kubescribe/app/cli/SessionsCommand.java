package io.kubescribe.app.cli;

import io.kubescribe.app.cli.Api.Answer;
import io.kubescribe.app.cli.Api.Refusal;
import io.kubescribe.app.config.AppConfig;
import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// `sessions`.
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = {
      "Lists recorded sessions, newest first, those under way among them. The query is written as",
      "for 'search', with the fields of sessions: user, ns, pod, cluster, container, command, state."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} sessions state:live",
      "  ${ROOT-COMMAND-NAME} sessions 'user:ci-* ns:prod' --from now-7d -o ndjson"
    })
public final class SessionsCommand implements Callable<Integer> {
  private static final int MOST_OF_A_PAGE = 1000;

  /// Forms of output.
  enum Form {
    table,
    ndjson
  }

  private final Terminal terminal;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();
  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "Which sessions.")
  private final List<String> words = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = "",
      description = "Only those that began at this time or later: ISO-8601, now-24h, now/d.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = "",
      description = "Only those that began before this time.")
  private String to = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The most sessions; 0 for all. Default: ${DEFAULT-VALUE}.")
  private long limit;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Form form = Form.table;

  public SessionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    if (limit < 0) {
      throw CommandException.wrongUse("--limit must be 0 or more, was " + limit);
    }
    AppConfig config = configOptions.loadForClient(terminal);
    URI configured = URI.create("http://" + config.query().listen());
    Api api = serverOptions.api(terminal, config.dataDir(), configured);
    try {
      list(api);
    } catch (IOException e) {
      if (!"Broken pipe".equals(e.getMessage())) {
        throw CommandException.failed("writing failed: " + e.getMessage());
      }
    }
    return ExitCode.DONE;
  }

  private void list(Api api) throws CommandException, IOException, InterruptedException {
    long left = limit == 0 ? Long.MAX_VALUE : limit;
    long shown = 0;
    String cursor = "";
    SessionTable table = new SessionTable(terminal);
    do {
      JsonNode page = page(api, Math.min(left, MOST_OF_A_PAGE), cursor);
      List<JsonNode> sessions = page.path("sessions").valueStream().toList();
      if (form == Form.table) {
        table.print(sessions);
      } else {
        for (JsonNode session : sessions) {
          terminal.print(session + "\n");
        }
      }
      shown += sessions.size();
      left -= sessions.size();
      cursor = page.path("next").asString("");
    } while (left > 0 && !cursor.isEmpty());
    if (form == Form.table) {
      String more = cursor.isEmpty() ? "" : "; there are more, --limit 0 shows all";
      terminal.say(
          shown == 0
              ? "no sessions"
              : shown == 1 ? "1 session" + more : shown + " sessions" + more);
    }
  }

  private JsonNode page(Api api, long count, String cursor)
      throws CommandException, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", String.join(" ", words));
    parameters.put("from", from);
    parameters.put("to", to);
    parameters.put("limit", Long.toString(count));
    parameters.put("cursor", cursor);
    return switch (api.get("/api/v1/sessions", parameters)) {
      case Answer.Body(byte[] body) -> tree(body);
      case Answer.Refused(Refusal refusal) -> throw refused(refusal);
    };
  }

  private static JsonNode tree(byte[] body) throws CommandException {
    try {
      return StrictJson.MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw CommandException.failed("the answer is no JSON: is it a Kubescribe server?");
    }
  }

  static CommandException refused(Refusal refusal) {
    return refusal.status() == 400
        ? CommandException.wrongUse(refusal.message())
        : CommandException.failed(refusal.message());
  }
}
