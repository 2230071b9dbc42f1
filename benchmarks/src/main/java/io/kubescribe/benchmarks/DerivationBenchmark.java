package io.kubescribe.benchmarks;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.segment.SegmentIndex;
import io.kubescribe.replay.derive.segment.SegmentPlan;
import io.kubescribe.replay.derive.segment.SegmentWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Derives everything from a session of six hours and 60 MB, as somebody may see it who sees all or
/// not, and writes its segments. Times are of the thread's CPU, since the machine may be shared.
public final class DerivationBenchmark {
  private static final int MEGABYTES = 60;
  private static final long DURATION = TimeUnit.HOURS.toNanos(6);
  private static final int PIECE = 240;
  private static final int RUNS = 5;

  private DerivationBenchmark() {}

  private static List<SequencedRecord> session() {
    Random random = new Random(6);
    List<SequencedRecord> records = new ArrayList<>();
    records.add(new SequencedRecord(0, 0, new SessionRecord.Resize(120, 40)));
    int pieces = MEGABYTES * 1_000_000 / PIECE;
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= pieces; i++) {
      while (text.length() < PIECE) {
        line(text, random, i);
      }
      byte[] bytes = text.substring(0, PIECE).getBytes(StandardCharsets.UTF_8);
      text.delete(0, PIECE);
      records.add(
          new SequencedRecord(
              i, DURATION / pieces * i, new SessionRecord.Data(SessionStream.STDOUT, bytes)));
    }
    return records;
  }

  private static void line(StringBuilder text, Random random, int number) {
    if (random.nextInt(200) == 0) {
      text.append("root@web-0:~# kubectl get pods -n shop-").append(number).append("\r\n");
    }
    if (random.nextInt(10) == 0) {
      text.append("\u001b[1;3").append(random.nextInt(8)).append("mWARN\u001b[0m ");
    }
    text.append("2026-11-24T10:00:00Z pod/web-")
        .append(random.nextInt(100))
        .append(" request=")
        .append(Long.toHexString(random.nextLong()))
        .append(" GET /api/v1/items/")
        .append(random.nextInt(100_000))
        .append(" 200 ")
        .append(random.nextInt(900))
        .append("ms\r\n");
  }

  private static Derivation derive(List<SequencedRecord> records, Sight sight) {
    Derivation derivation = new Derivation(sight, block -> {});
    records.forEach(derivation::accept);
    derivation.end(DURATION);
    return derivation;
  }

  private static long[] segments(List<SequencedRecord> records, SegmentPlan plan) {
    long[] sizes = new long[plan.marks().size()];
    for (int i = 0; i < sizes.length; i++) {
      SegmentWriter writer = new SegmentWriter(plan, i, DURATION);
      int from = (int) plan.marks().get(i).sequence();
      for (SequencedRecord record : records.subList(from, records.size())) {
        if (!writer.accept(record)) {
          break;
        }
      }
      sizes[i] = writer.end(true).length();
    }
    return sizes;
  }

  private static double seconds(Runnable work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
  }

  /// @param args none
  public static void main(String[] args) {
    List<SequencedRecord> records = session();
    for (Sight sight : Sight.values()) {
      double[] derived = new double[RUNS];
      double[] written = new double[RUNS];
      long[] sizes = {};
      for (int run = 0; run < RUNS; run++) {
        Derivation[] derivation = new Derivation[1];
        derived[run] = seconds(() -> derivation[0] = derive(records, sight));
        SegmentPlan plan = derivation[0].plan().orElseThrow();
        long[][] all = new long[1][];
        written[run] = seconds(() -> all[0] = segments(records, plan));
        sizes = all[0];
        if (run == 0) {
          System.out.printf(
              Locale.ROOT,
              "%s: %d segments, %.0f kB each at most %.0f kB, index %.0f kB%n",
              sight,
              sizes.length,
              Arrays.stream(sizes).average().orElse(0) / 1e3,
              Arrays.stream(sizes).max().orElse(0) / 1e3,
              SegmentIndex.of(plan, DURATION).length() / 1e3);
        }
      }
      report("  all derived", derived);
      report("  all segments written", written);
    }
  }

  private static void report(String what, double[] seconds) {
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s CPU (%.2f to %.2f), %.0f MB/s%n",
        what,
        seconds[RUNS / 2],
        seconds[0],
        seconds[RUNS - 1],
        MEGABYTES / seconds[RUNS / 2]);
  }
}
