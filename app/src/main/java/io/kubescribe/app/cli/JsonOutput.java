package io.kubescribe.app.cli;

import io.kubescribe.app.text.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Events as the API has them, each with its bytes: one a line, or all in one object of the API's
/// shape.
final class JsonOutput implements EventOutput {
  private final OutputStream out;
  private final boolean lines;
  private final boolean escaped;
  private boolean begun;
  private String total = "null";
  private long took;

  /// @param lines NDJSON instead of one object
  JsonOutput(Terminal terminal, boolean lines) {
    this(terminal.out(), lines, terminal.outIsTerminal());
  }

  private JsonOutput(OutputStream out, boolean lines, boolean escaped) {
    this.out = out;
    this.lines = lines;
    this.escaped = escaped;
  }

  @Override
  public void page(EventPage page) throws IOException {
    if (!begun) {
      total = page.members().getOrDefault("total", total);
    }
    String tookMs = page.members().getOrDefault("tookMs", "0");
    took += tookMs.matches("\\d{1,15}") ? Long.parseLong(tookMs) : 0;
    for (byte[] event : page.events()) {
      if (!lines) {
        write(begun ? ",\n" : "{\"events\":[\n");
      }
      begun = true;
      out.write(escaped ? shown(event) : event);
      if (lines) {
        out.write('\n');
      }
    }
  }

  @Override
  public void end(EventPage last) throws IOException {
    if (!lines) {
      write(begun ? "\n]" : "{\"events\":[]");
      String next = last.members().getOrDefault("next", "null");
      write(",\"next\":" + next + ",\"total\":" + total + ",\"tookMs\":" + took + "}\n");
    }
  }

  /// Events for a file, one a line.
  static JsonOutput lines(OutputStream out) {
    return new JsonOutput(out, true, false);
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// In JSON a control character other than white space can stand in strings only, and there its
  /// escape is the same character.
  private static byte[] shown(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder();
    text.lines().forEach(line -> shown.append(shown.isEmpty() ? "" : " ").append(line));
    return Printable.line(shown.toString().replace('\t', ' ')).getBytes(StandardCharsets.UTF_8);
  }
}
