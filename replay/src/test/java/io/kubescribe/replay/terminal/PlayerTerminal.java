package io.kubescribe.replay.terminal;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The terminal inside the player, which `oracle.mjs` runs in a process of Node's.
final class PlayerTerminal implements AutoCloseable {
  private static final Path FOLDER = Path.of("src/test/oracle");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  PlayerTerminal() throws IOException {
    Path packages = FOLDER.resolve("node_modules");
    if (!Files.isDirectory(packages)) {
      throw new IOException("the player is not installed: run " + FOLDER + "/prepare.sh");
    }
    process =
        new ProcessBuilder("node", FOLDER.resolve("oracle.mjs").toString(), packages.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  void open(int columns, int rows) {
    ask(Map.of("open", List.of(columns, rows)));
  }

  void feed(String text) {
    ask(Map.of("feed", text));
  }

  void resize(int columns, int rows) {
    ask(Map.of("resize", List.of(columns, rows)));
  }

  /// In the form of [Painted].
  String screen() {
    return ask(Map.of("screen", true));
  }

  /// The wide ones of a range of code points, of which the last is not part.
  String wide(int from, int to) {
    return ask(Map.of("widths", List.of(from, to)));
  }

  /// @throws FailedException if the player's terminal fails; it is to be opened anew
  private String ask(Map<String, ?> request) {
    try {
      requests.write(JSON.writeValueAsString(request));
      requests.write('\n');
      requests.flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IOException("the player's terminal has gone");
      }
      if (answer.startsWith("failed ")) {
        throw new FailedException(answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    requests.close();
    process.destroy();
  }

  /// The player's terminal could not take something.
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }
}
