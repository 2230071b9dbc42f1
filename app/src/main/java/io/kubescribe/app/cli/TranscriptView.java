package io.kubescribe.app.cli;

import io.kubescribe.app.text.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// Shows text of a session on a terminal, which it drives nowhere.
final class TranscriptView {
  private TranscriptView() {}

  static void print(InputStream text, Terminal terminal) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      terminal.print(Printable.line(line) + "\n");
    }
  }
}
