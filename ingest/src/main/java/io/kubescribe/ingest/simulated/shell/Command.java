package io.kubescribe.ingest.simulated.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One canned command.
@FunctionalInterface
interface Command {
  /// @return exit code
  /// @throws IOException if a stream is broken
  int run(Context context) throws IOException, InterruptedException;

  /// What a command has.
  ///
  /// @param arguments without the command's name
  record Context(
      String name,
      List<String> arguments,
      InputStream in,
      OutputStream out,
      OutputStream err,
      ShellState state) {
    void print(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes why, and is the exit code 1.
    int fail(String message) throws IOException {
      return fail(1, message);
    }

    int fail(int code, String message) throws IOException {
      err.write((name + ": " + message + "\n").getBytes(StandardCharsets.UTF_8));
      return code;
    }

    /// Whether an option is among the arguments, alone or with others as in `-la`.
    boolean option(char letter) {
      return arguments.stream()
          .filter(argument -> argument.length() > 1 && argument.charAt(0) == '-')
          .filter(argument -> argument.charAt(1) != '-')
          .anyMatch(argument -> argument.indexOf(letter) > 0);
    }

    /// The arguments that are no options.
    List<String> operands() {
      return arguments.stream()
          .filter(argument -> argument.equals("-") || !argument.startsWith("-"))
          .toList();
    }
  }
}
