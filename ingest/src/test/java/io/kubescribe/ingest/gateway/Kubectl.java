package io.kubescribe.ingest.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The machine's own kubectl, with a kubeconfig of a test.
///
/// @param home gets its caches
record Kubectl(Path binary, Path kubeconfig, Path home, boolean webSockets) {
  /// @param exit code
  record Result(int exit, String out, String err) {}

  /// Where it is installed, if it is.
  static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    return run("", List.of(), arguments);
  }

  Result typing(String input, String... arguments) throws IOException, InterruptedException {
    return run(input, List.of(), arguments);
  }

  /// In a terminal of its own, of which stdout and stderr are one.
  Result inTerminal(String input, String... arguments) throws IOException, InterruptedException {
    String script =
        "import os,pty,sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";
    return run(input, List.of("python3", "-c", script), arguments);
  }

  /// The process itself, for what does not end.
  Process start(String... arguments) throws IOException {
    return builder(List.of(), arguments).start();
  }

  private ProcessBuilder builder(List<String> before, String... arguments) {
    List<String> command = new ArrayList<>(before);
    command.add(binary.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", Boolean.toString(webSockets));
    builder.environment().put("KUBECTL_PORT_FORWARD_WEBSOCKETS", Boolean.toString(webSockets));
    builder.environment().put("NO_PROXY", "*");
    return builder;
  }

  private Result run(String input, List<String> before, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    Process process =
        builder(before, arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It ended without having read all.
    }
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          "kubectl does not end: " + Files.readString(out) + Files.readString(err));
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.ISO_8859_1),
        Files.readString(err, StandardCharsets.ISO_8859_1));
  }
}
