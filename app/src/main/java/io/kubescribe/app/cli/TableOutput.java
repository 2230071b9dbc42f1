package io.kubescribe.app.cli;

import io.kubescribe.app.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Events as a table for people: time, who, what, on what, result, from. The first page decides
/// about the columns' widths.
final class TableOutput implements EventOutput {
  private static final List<String> HEAD =
      List.of("TIME (UTC)", "WHO", "WHAT", "ON WHAT", "RESULT", "FROM");
  private static final int RESULT = 4;
  private static final int GAP = 2;
  private static final int NARROWEST = 8;

  /// Of cells when nobody's terminal limits them: one hostile name must not move all columns.
  private static final int WIDEST = 120;

  private final Terminal terminal;
  private int[] widths = new int[0];
  private boolean severalClusters;

  TableOutput(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void page(EventPage page) throws IOException {
    List<Map<String, String>> events = page.events().stream().map(EventPage::fields).toList();
    boolean first = widths.length == 0 && !events.isEmpty();
    if (first) {
      severalClusters =
          events.stream().map(event -> event.getOrDefault("cluster", "")).distinct().count() > 1;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, String> event : events) {
      rows.add(cells(event));
    }
    StringBuilder text = new StringBuilder();
    if (first) {
      widths = widths(rows);
      String head = line(HEAD);
      text.append(terminal.hasColour() ? "\u001b[1m" + head + "\u001b[0m" : head).append('\n');
    }
    for (List<String> row : rows) {
      text.append(line(row)).append('\n');
    }
    terminal.print(text.toString());
  }

  @Override
  public void end(EventPage last) {}

  private int[] widths(List<List<String>> rows) {
    int[] wanted = new int[HEAD.size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = HEAD.get(i).length();
      for (List<String> row : rows) {
        wanted[i] = Math.max(wanted[i], Math.min(WIDEST, Printable.width(row.get(i))));
      }
    }
    if (terminal.outIsTerminal()) {
      int room = terminal.columns() - GAP * (wanted.length - 1);
      while (Arrays.stream(wanted).sum() > room && narrow(wanted)) {
        // One column at a time, always of the widest.
      }
    }
    return wanted;
  }

  /// Takes a column from the widest cell other than the time.
  private static boolean narrow(int[] widths) {
    int widest = 1;
    for (int i = 2; i < widths.length; i++) {
      widest = widths[i] > widths[widest] ? i : widest;
    }
    if (widths[widest] <= NARROWEST) {
      return false;
    }
    widths[widest]--;
    return true;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = Printable.fit(cells.get(i), widths[i]);
      boolean failed = i == RESULT && cells.get(i).matches("[45]\\d\\d.*");
      line.append(i == 0 ? "" : " ".repeat(GAP))
          .append(failed && terminal.hasColour() ? "\u001b[31m" + cell + "\u001b[0m" : cell);
    }
    return line.toString().stripTrailing();
  }

  private List<String> cells(Map<String, String> event) {
    return List.of(
        time(event.getOrDefault("timestamp", "")),
        Printable.line(who(event)),
        Printable.line(event.getOrDefault("action", event.getOrDefault("verb", "–"))),
        Printable.line(onWhat(event)),
        Printable.line(result(event)),
        Printable.line(event.getOrDefault("sourceIP", "–")));
  }

  /// To the millisecond.
  private static String time(String timestamp) {
    String time = Printable.line(timestamp).replace('T', ' ').replace("Z", "");
    return time.length() > 23 ? time.substring(0, 23) : time;
  }

  private static String who(Map<String, String> event) {
    String user = event.getOrDefault("user", "–");
    String as = event.getOrDefault("impersonatedUser", "");
    return as.isEmpty() ? user : user + " as " + as;
  }

  private String onWhat(Map<String, String> event) {
    StringBuilder what = new StringBuilder();
    if (severalClusters) {
      what.append(event.getOrDefault("cluster", "")).append(' ');
    }
    if (!event.containsKey("resource")) {
      return what.append(event.getOrDefault("uri", "–")).toString();
    }
    String namespace = event.getOrDefault("namespace", "");
    what.append(namespace.isEmpty() ? "" : namespace + " ").append(event.get("resource"));
    for (String part : List.of("name", "subresource")) {
      String value = event.getOrDefault(part, "");
      what.append(value.isEmpty() ? "" : "/" + value);
    }
    String command = event.getOrDefault("command", "");
    return what.append(command.isEmpty() ? "" : ": " + command).toString();
  }

  private static String result(Map<String, String> event) {
    String code = event.getOrDefault("code", "");
    if (code.isEmpty()) {
      return event.getOrDefault("decision", "–");
    }
    String reason = event.getOrDefault("reason", "");
    return reason.isEmpty() ? code : code + " " + reason;
  }
}
