package io.kubescribe.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `kubescribe up` as a process of its own, on a new folder and on free ports. Used by one thread.
final class ServerProcess implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final BufferedReader out;
  private final String ready;

  private ServerProcess(Path folder, Process process, BufferedReader out, String ready) {
    this.folder = folder;
    this.process = process;
    this.out = out;
    this.ready = ready;
  }

  /// Returns when the process is ready.
  ///
  /// @param arguments further ones of `up`
  static ServerProcess start(Path script, String... arguments) throws IOException {
    Path folder = Files.createTempDirectory("kubescribe-bench");
    List<String> command =
        new ArrayList<>(List.of(script.toString(), "up", "--data", data(folder).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KUBESCRIBE_QUERY_LISTEN", "127.0.0.1:0");
    builder.environment().put("KUBESCRIBE_INGEST_AUDIT_LISTEN", "127.0.0.1:0");
    builder.environment().put("KUBESCRIBE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:0");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String ready = out.readLine();
    // A JVM that records itself says so first.
    while (ready != null && !ready.startsWith("ready ")) {
      ready = out.readLine();
    }
    if (ready == null) {
      throw new IOException("the process has ended before it was ready");
    }
    return new ServerProcess(folder, process, out, ready);
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  Path data() {
    return data(folder);
  }

  /// What the ready line says of an address, such as `audit`.
  String address(String name) {
    Matcher matcher = Pattern.compile(" " + name + "=(\\S+)").matcher(ready);
    if (!matcher.find()) {
      throw new IllegalStateException("the ready line has no " + name + ": " + ready);
    }
    return matcher.group(1);
  }

  long cpuNanos() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /// Bytes of live objects after a full collection.
  long liveBytes() throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .start();
    try (BufferedReader lines = histogram.inputReader(StandardCharsets.UTF_8)) {
      String total = lines.lines().filter(line -> line.startsWith("Total")).findFirst().orElse("");
      histogram.waitFor();
      return Long.parseLong(total.strip().split("\\s+")[2]);
    }
  }

  /// Ends the process in order, so that all of its files are complete.
  void end() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    out.close();
    Folders.delete(folder);
  }
}
