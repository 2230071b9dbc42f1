package io.kubescribe.app.cli;

import io.kubescribe.app.text.Printable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Sessions as a table for people, with the id last, to copy for `play`. The first page decides
/// about the columns' widths.
final class SessionTable {
  private static final List<String> HEAD =
      List.of("START (UTC)", "STATE", "LENGTH", "WHO", "WHERE", "COMMAND", "ID");
  private static final int WIDEST = 60;

  private final Terminal terminal;
  private int[] widths = new int[0];

  SessionTable(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(List<JsonNode> sessions) throws IOException {
    if (sessions.isEmpty()) {
      return;
    }
    List<List<String>> rows = sessions.stream().map(SessionTable::cells).toList();
    StringBuilder text = new StringBuilder();
    if (widths.length == 0) {
      widths = widths(rows);
      String head = line(HEAD);
      text.append(terminal.hasColour() ? "\u001b[1m" + head + "\u001b[0m" : head).append('\n');
    }
    rows.forEach(row -> text.append(line(row)).append('\n'));
    terminal.print(text.toString());
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEAD.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = HEAD.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], Math.min(WIDEST, Printable.width(row.get(i))));
      }
    }
    return widths;
  }

  private String line(List<String> cells) {
    List<String> fitted = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      fitted.add(Printable.fit(cells.get(i), widths[i]));
    }
    return String.join("  ", fitted).stripTrailing();
  }

  private static List<String> cells(JsonNode session) {
    String start = text(session, "start").replace('T', ' ').replace("Z", "");
    String as = text(session, "impersonatedUser");
    String state = text(session, "state");
    boolean gaps = session.path("gaps").asLong(0) > 0;
    return List.of(
        start.length() > 19 ? start.substring(0, 19) : start,
        gaps ? state + ", gaps" : state,
        length(session.path("durationMs").asLong(0)),
        text(session, "user") + (as.isEmpty() ? "" : " as " + as),
        "%s %s/%s %s"
            .formatted(
                text(session, "cluster"),
                text(session, "namespace"),
                text(session, "pod"),
                text(session, "container"))
            .strip(),
        text(session, "command"),
        text(session, "id"));
  }

  private static String text(JsonNode session, String member) {
    return Printable.line(session.path(member).asString(""));
  }

  /// Such as `1:02:03`.
  static String length(long millis) {
    Duration length = Duration.ofMillis(millis);
    return "%d:%02d:%02d"
        .formatted(length.toHours(), length.toMinutesPart(), length.toSecondsPart());
  }
}
