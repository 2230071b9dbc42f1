package io.kubescribe.app.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A terminal that keeps what was written.
public final class TestTerminal {
  public final Map<String, String> environment = new HashMap<>();
  public byte[] in = new byte[0];
  public boolean isTerminal;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  public Terminal open() {
    return new Terminal(
        new ByteArrayInputStream(in),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        isTerminal,
        isTerminal);
  }

  public int run(Object command, String... arguments) {
    return CommandTree.run(open(), List.of(command), arguments);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
