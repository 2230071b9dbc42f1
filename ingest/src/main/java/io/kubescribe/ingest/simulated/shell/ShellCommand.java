package io.kubescribe.ingest.simulated.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `sh`: a line-edited shell on a terminal, else a reader of scripts.
final class ShellCommand implements Command {
  private static final int INTERRUPTED = 130;
  private final Map<String, Command> commands;

  ShellCommand(Map<String, Command> commands) {
    this.commands = commands;
  }

  @Override
  public int run(Context context) throws IOException, InterruptedException {
    ShellState state = context.state().child();
    Interpreter interpreter = new Interpreter(commands, state);
    Interpreter.Streams streams =
        new Interpreter.Streams(context.in(), context.out(), context.err());
    List<String> arguments = context.arguments();
    int script = arguments.indexOf("-c");
    try {
      if (script >= 0 && script + 1 < arguments.size()) {
        return interpreter.run(arguments.get(script + 1), streams);
      }
      Optional<Terminal> terminal = state.terminal();
      return terminal.isPresent()
          ? interactive(interpreter, streams, state, terminal.get())
          : fromInput(interpreter, streams);
    } catch (ExitException e) {
      return e.code();
    }
  }

  private static int fromInput(Interpreter interpreter, Interpreter.Streams streams)
      throws IOException, InterruptedException {
    int code = 0;
    for (Optional<String> line = line(streams.in()); line.isPresent(); line = line(streams.in())) {
      code = interpreter.run(line.get(), streams);
    }
    return code;
  }

  /// Byte by byte, so that what follows the line is left for the commands.
  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return Optional.empty();
    }
    while (b >= 0 && b != '\n') {
      line.write(b);
      b = in.read();
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  private static int interactive(
      Interpreter interpreter, Interpreter.Streams streams, ShellState state, Terminal terminal)
      throws IOException, InterruptedException {
    LineEditor editor = new LineEditor(terminal);
    while (true) {
      String prompt = state.variables().getOrDefault("PS1", state.directory() + " # ");
      terminal.raw();
      LineEditor.Result result = editor.read(prompt);
      terminal.cook();
      switch (result) {
        case LineEditor.Line(String text) -> run(interpreter, streams, state, terminal, text);
        case LineEditor.Cancelled() -> state.ended(INTERRUPTED);
        case LineEditor.End() -> {
          return state.lastCode();
        }
      }
    }
  }

  private static void run(
      Interpreter interpreter,
      Interpreter.Streams streams,
      ShellState state,
      Terminal terminal,
      String text)
      throws IOException, InterruptedException {
    try {
      var _ = interpreter.run(text, streams);
      var _ = terminal.takeInterrupt();
    } catch (IOException | InterruptedException e) {
      if (!terminal.takeInterrupt()) {
        throw e;
      }
      state.ended(INTERRUPTED);
    }
  }
}
