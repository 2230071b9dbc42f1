package io.kubescribe.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs the real `kubectl` of this machine. Safe for use by many threads.
///
/// @param program path of the binary
/// @param home folder for its caches
/// @param webSockets whether exec and port-forward try WebSocket; else SPDY
public record Kubectl(Path program, Path kubeconfig, Path home, boolean webSockets) {
  private static final int LONGEST_SECONDS = 60;

  /// What a call has written.
  ///
  /// @param code exit code
  public record Result(int code, String out, String err) {}

  /// The first one on the search path; tests are skipped without.
  public static Optional<Path> find() {
    return onPath("kubectl");
  }

  /// Whether [#onTerminal] works.
  public static boolean hasPython() {
    return onPath("python3").isPresent();
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", Boolean.toString(webSockets));
    builder.environment().put("KUBECTL_PORT_FORWARD_WEBSOCKETS", Boolean.toString(webSockets));
    builder.environment().put("NO_PROXY", "*");
    return builder.start();
  }

  /// Starts a call that the caller ends.
  public Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  public Result run(String... arguments) throws IOException, InterruptedException {
    return run(new byte[0], arguments);
  }

  /// Waits 60 s at most.
  ///
  /// @param input its standard input, which ends then
  public Result run(byte[] input, String... arguments) throws IOException, InterruptedException {
    return finish(start(arguments), input);
  }

  private static Result finish(Process process, byte[] input)
      throws IOException, InterruptedException {
    CompletableFuture<String> out = text(process.getInputStream());
    CompletableFuture<String> err = text(process.getErrorStream());
    try (var to = process.getOutputStream()) {
      to.write(input);
    } catch (IOException e) {
      // It has ended without reading all.
    }
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), out.join(), err.join());
  }

  private static CompletableFuture<String> text(InputStream in) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException("a pipe of kubectl can't be read", e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /// What a person does at a terminal, in order. For one thread.
  public static final class Keys {
    private final StringBuilder steps = new StringBuilder();

    /// Waits until the text is shown, behind that of the last one.
    public Keys expect(String text) {
      return step("expect ", text);
    }

    public Keys type(String text) {
      return step("send ", text);
    }

    public Keys resize(int rows, int columns) {
      steps.append("resize ").append(rows).append(' ').append(columns).append('\n');
      return this;
    }

    private Keys step(String word, String text) {
      steps
          .append(word)
          .append(HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1)))
          .append('\n');
      return this;
    }
  }

  /// Runs a call on a terminal of 40 rows and 120 columns.
  ///
  /// @return exit code, and what the terminal has shown
  public Result onTerminal(Keys keys, String... arguments)
      throws IOException, InterruptedException {
    Path script = home.resolve("terminal.py");
    try (InputStream in =
        Objects.requireNonNull(Kubectl.class.getResourceAsStream("/kubectl/terminal.py"))) {
      Files.write(script, in.readAllBytes());
    }
    List<String> command =
        new ArrayList<>(List.of("python3", script.toString(), "40", "120", program.toString()));
    command.addAll(List.of(arguments));
    return finish(start(command), keys.steps.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
