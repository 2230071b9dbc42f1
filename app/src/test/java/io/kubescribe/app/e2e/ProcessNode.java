package io.kubescribe.app.e2e;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// `kubescribe up` as a process of its own, so that it can be killed. Its ports stay the same from
/// one start to the next.
final class ProcessNode implements Closeable {
  private final Path data;
  private final Path log;
  private final List<String> arguments;
  private final int auditPort = freePort();
  private final int queryPort = freePort();
  private Process process;

  /// @param arguments further ones of `up`
  ProcessNode(Path data, String... arguments) throws IOException {
    this(data, data.resolveSibling(data.getFileName() + ".log"), arguments);
  }

  /// @param log file for what the process says
  ProcessNode(Path data, Path log, String... arguments) throws IOException {
    this.data = data;
    this.log = log;
    this.arguments = List.of(arguments);
    this.process = launch();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of("up", "--data", data.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = Program.with(command);
    builder.environment().put("KUBESCRIBE_INGEST_AUDIT_LISTEN", "127.0.0.1:" + auditPort);
    builder.environment().put("KUBESCRIBE_QUERY_LISTEN", "127.0.0.1:" + queryPort);
    builder.environment().putIfAbsent("KUBESCRIBE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:0");
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  /// Waits for the ready line.
  ///
  /// @return the line
  String awaitReady() throws IOException {
    return Program.awaitReady(process, log);
  }

  /// Something that happens to the process or its machine.
  @FunctionalInterface
  interface Incident {
    void happen() throws IOException, InterruptedException;
  }

  /// Lets it happen after a while, and waits until the process is ready again.
  CompletableFuture<Void> after(long millis, Incident incident) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            incident.happen();
            awaitReady();
          } catch (IOException e) {
            throw new UncheckedIOException("the process did not come back", e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
  }

  /// SIGKILL, and a new process on the same folder.
  void killAndRestart() throws IOException, InterruptedException {
    kill();
    restart();
  }

  /// A new process on the same folder; the one before must have ended.
  void restart() throws IOException {
    process = launch();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGTERM.
  ///
  /// @return exit code
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process did not end within 20 s after SIGTERM");
    }
    return process.exitValue();
  }

  URI auditUri(String cluster) {
    return URI.create("http://127.0.0.1:" + auditPort + "/audit/" + cluster + "?timeout=30s");
  }

  String ingestToken(String cluster) throws IOException {
    return Files.readString(data.resolve("ingest-tokens").resolve(cluster)).strip();
  }

  Answers answers() throws IOException {
    return new Answers(
        URI.create("http://127.0.0.1:" + queryPort),
        Files.readString(data.resolve("admin.token")).strip());
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    try {
      // Whoever cleans up the folder after this finds nobody writing into it.
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
