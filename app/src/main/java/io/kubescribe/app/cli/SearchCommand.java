package io.kubescribe.app.cli;

import io.kubescribe.app.cli.Api.Answer;
import io.kubescribe.app.cli.Api.Refusal;
import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.text.Printable;
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

/// `search`.
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Searches a running server. Several words make one query; one that begins with '-' goes",
      "behind '--'. Without a query: all events. docs/query-language.md has the language."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} search action:exec ns:prod --from now-24h",
      "  ${ROOT-COMMAND-NAME} search 'user:ci-* \"cat /etc/shadow\"' -o ndjson",
      "  ${ROOT-COMMAND-NAME} search --from now-7d --limit 0 -o csv -- -code:[200 TO 299] > failed.csv"
    })
public final class SearchCommand implements Callable<Integer> {
  private static final int MOST_OF_A_PAGE = 1000;

  /// Forms of output.
  enum Form {
    table,
    json,
    ndjson,
    csv
  }

  private final Terminal terminal;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();
  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Parameters(paramLabel = "QUERY", arity = "0..*", description = "What to find.")
  private final List<String> words = new ArrayList<>();

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
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "The most events; 0 for all. Default: ${DEFAULT-VALUE}.")
  private long limit;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "desc",
      description = "desc (newest first) or asc. Default: ${DEFAULT-VALUE}.")
  private String order = "desc";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Form form = Form.table;

  public SearchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    if (limit < 0) {
      throw CommandException.wrongUse("--limit must be 0 or more, was " + limit);
    }
    if (!order.equals("desc") && !order.equals("asc")) {
      throw CommandException.wrongUse("--order must be desc or asc, was '" + order + "'");
    }
    AppConfig config = configOptions.loadForClient(terminal);
    URI configured = URI.create("http://" + config.query().listen());
    Api api = serverOptions.api(terminal, config.dataDir(), configured);
    try {
      search(api, output());
      return ExitCode.DONE;
    } catch (IOException e) {
      // The reader has what it wanted, as `head` does.
      if ("Broken pipe".equals(e.getMessage())) {
        return ExitCode.DONE;
      }
      throw CommandException.failed("writing failed: " + e.getMessage());
    }
  }

  private EventOutput output() {
    return switch (form) {
      case table -> new TableOutput(terminal);
      case json -> new JsonOutput(terminal, false);
      case ndjson -> new JsonOutput(terminal, true);
      case csv -> new CsvOutput(terminal);
    };
  }

  private void search(Api api, EventOutput output)
      throws CommandException, IOException, InterruptedException {
    long left = limit == 0 ? Long.MAX_VALUE : limit;
    long shown = 0;
    String cursor = "";
    String total = "";
    EventPage page;
    do {
      page = page(api, Math.min(left, MOST_OF_A_PAGE), cursor);
      total = cursor.isEmpty() ? page.total() : total;
      output.page(page);
      terminal.out().flush();
      shown += page.events().size();
      left -= page.events().size();
      cursor = page.next();
    } while (left > 0 && !cursor.isEmpty());
    output.end(page);
    terminal.out().flush();
    if (form == Form.table) {
      terminal.say(
          shown == 0
              ? "no events"
              : cursor.isEmpty()
                  ? shown + " events"
                  : "%d of %s events; --limit 0 shows all".formatted(shown, total));
    }
  }

  private EventPage page(Api api, long count, String cursor)
      throws CommandException, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", query());
    parameters.put("from", from);
    parameters.put("to", to);
    parameters.put("order", order);
    parameters.put("limit", Long.toString(count));
    parameters.put("cursor", cursor);
    return switch (api.get("/api/v1/events", parameters)) {
      case Answer.Body(byte[] body) -> EventPage.read(body);
      case Answer.Refused(Refusal refusal) -> throw refused(refusal);
    };
  }

  private String query() {
    return String.join(" ", words);
  }

  private CommandException refused(Refusal refusal) {
    String query = query();
    if (refusal.column() > 0 && refusal.column() <= query.length() + 1) {
      int before = Printable.width(Printable.line(query.substring(0, refusal.column() - 1)));
      return CommandException.wrongUse(
          refusal.message() + "\n  " + Printable.line(query) + "\n  " + " ".repeat(before) + "^");
    }
    return refusal.status() == 400
        ? CommandException.wrongUse(refusal.message())
        : CommandException.failed(refusal.message());
  }
}
