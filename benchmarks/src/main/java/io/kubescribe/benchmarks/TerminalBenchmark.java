package io.kubescribe.benchmarks;

import io.kubescribe.replay.terminal.SettledLines;
import io.kubescribe.replay.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jline.utils.ScreenTerminal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// MiB of output a second through the terminal, alone and with its lines told, beside JLine's: 8
/// MiB in pieces of 4 KiB on 120 × 40. JLine takes text, which is decoded for it beforehand.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(TerminalBenchmark.MEBIBYTES)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 8, time = 2)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx1g", "-XX:+UseSerialGC"})
public class TerminalBenchmark {
  static final int MEBIBYTES = 8;
  private static final int PIECE = 4096;
  private static final int COLUMNS = 120;
  private static final int ROWS = 40;

  @Param({"plain", "colours"})
  public String output = "plain";

  private final List<byte[]> pieces = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private long told;

  @Setup
  public void generate() {
    Random random = new Random(4);
    StringBuilder all = new StringBuilder();
    for (int line = 0; all.length() < MEBIBYTES * 1024 * 1024; line++) {
      String level = random.nextInt(20) == 0 ? "WARN " : "INFO ";
      if (output.equals("colours")) {
        level = "\u001b[1;3" + random.nextInt(8) + "m" + level + "\u001b[0m";
      }
      all.append("2026-11-24T10:%02d:%02d.%03dZ ".formatted(line / 60 % 60, line % 60, line % 1000))
          .append(level)
          .append("pod/web-")
          .append(random.nextInt(100))
          .append(" request=")
          .append(Long.toHexString(random.nextLong()))
          .append(" GET /api/v1/items/")
          .append(random.nextInt(100_000))
          .append(" 200 ")
          .append(random.nextInt(900))
          .append("ms\r\n");
    }
    byte[] bytes = all.toString().getBytes(StandardCharsets.US_ASCII);
    for (int at = 0; at < MEBIBYTES * 1024 * 1024; at += PIECE) {
      String text = new String(bytes, at, PIECE, StandardCharsets.US_ASCII);
      texts.add(text);
      pieces.add(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Benchmark
  public Terminal ours() {
    Terminal terminal = new Terminal(COLUMNS, ROWS);
    for (byte[] piece : pieces) {
      terminal.feed(piece);
    }
    return terminal;
  }

  @Benchmark
  public long oursWithLines() {
    SettledLines lines =
        new SettledLines(new Terminal(COLUMNS, ROWS), line -> told += line.text().length());
    long nanos = 0;
    for (byte[] piece : pieces) {
      nanos += 1_000_000;
      lines.output(nanos, piece, 0, piece.length);
    }
    lines.end(nanos);
    return told;
  }

  @Benchmark
  public ScreenTerminal jline() {
    ScreenTerminal terminal = new ScreenTerminal(COLUMNS, ROWS);
    for (String text : texts) {
      terminal.write(text);
    }
    return terminal;
  }

  /// @param args none
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(TerminalBenchmark.class.getName()).build()).run();
  }
}
