package io.kubescribe.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Events as CSV (RFC 4180) for spreadsheets.
final class CsvOutput implements EventOutput {
  private static final List<String> COLUMNS =
      List.of(
          "timestamp",
          "cluster",
          "user",
          "impersonatedUser",
          "verb",
          "action",
          "namespace",
          "resource",
          "subresource",
          "name",
          "code",
          "reason",
          "decision",
          "command",
          "sourceIP",
          "userAgent",
          "uri",
          "auditID",
          "stage",
          "id");

  private final OutputStream out;
  private boolean begun;

  CsvOutput(Terminal terminal) {
    this(terminal.out(), false);
  }

  /// @param begun whether the head is there already
  CsvOutput(OutputStream out, boolean begun) {
    this.out = out;
    this.begun = begun;
  }

  @Override
  public void page(EventPage page) throws IOException {
    head();
    for (byte[] event : page.events()) {
      Map<String, String> fields = EventPage.fields(event);
      row(COLUMNS.stream().map(column -> fields.getOrDefault(column, "")).toList());
    }
  }

  @Override
  public void end(EventPage last) throws IOException {
    head();
  }

  private void head() throws IOException {
    if (!begun) {
      begun = true;
      row(COLUMNS);
    }
  }

  private void row(List<String> cells) throws IOException {
    String line = cells.stream().map(CsvOutput::cell).collect(Collectors.joining(",", "", "\r\n"));
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }

  /// A spreadsheet takes a cell that begins with one of these for a formula; behind an apostrophe
  /// it is a text.
  static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    StringBuilder cell = new StringBuilder(formula ? "'" : "");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A terminal would act on these, and no spreadsheet shows them.
      boolean control = Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0;
      cell.append(control ? String.format("\\u%04x", (int) c) : String.valueOf(c));
    }
    boolean quoted = cell.chars().anyMatch(c -> ",\"\r\n\t".indexOf(c) >= 0);
    return quoted ? "\"" + cell.toString().replace("\"", "\"\"") + "\"" : cell.toString();
  }
}
