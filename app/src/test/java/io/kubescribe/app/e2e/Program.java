package io.kubescribe.app.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program as a process of its own, so that signals can be sent to it.
final class Program {
  private Program() {}

  /// @param arguments the command and what it takes
  static ProcessBuilder with(List<String> arguments) {
    List<String> command = new ArrayList<>();
    // Tests that run in the background would hand on that they ignore Ctrl-C.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!Scale.isFull()) {
      // A short run ends before the optimising compiler has paid off.
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "io.kubescribe.app.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /// Waits for the ready line.
  ///
  /// @param log file for what the process says
  /// @return the line
  static String awaitReady(Process process, Path log) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("ready ")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the process ended before it was ready:\n" + Files.readString(log));
    }
    return line;
  }

  /// Ctrl-C.
  static void interrupt(Process process) throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }
}
