package io.kubescribe.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A terminal that keeps what was written.
final class TestTerminal {
  final Map<String, String> environment = new HashMap<>();
  byte[] in = new byte[0];
  boolean isTerminal;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Terminal open() {
    return new Terminal(
        new ByteArrayInputStream(in),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        isTerminal,
        isTerminal);
  }

  int run(Object command, String... arguments) {
    return CommandTree.run(open(), List.of(command), arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
