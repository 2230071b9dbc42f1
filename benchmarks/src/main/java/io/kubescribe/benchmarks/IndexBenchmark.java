package io.kubescribe.benchmarks;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.Selection;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.index.lucene.LuceneSearchStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How many events a second one indexer takes: bytes as they lie in the log are parsed, named and
/// appended to a new store on Lucene, in the batches and with the commits of the indexer.
///
/// CPU time is the whole process's, so it holds merges and garbage collection and does not depend
/// on what else the machine does, as events a second do.
public final class IndexBenchmark {
  private static final int BATCH = 500;
  private static final Checkpoint.Partition PARTITION =
      new Checkpoint.Partition("kubescribe.audit", 0);
  private static final EventEnvelope ENVELOPE =
      new EventEnvelope(
          new ClusterName("bench"),
          "webhook",
          Instant.parse("2026-11-24T00:00:00Z"),
          List.of(),
          null);

  /// What one run has taken.
  private record Run(double seconds, double cpuSeconds, long diskBytes) {}

  private IndexBenchmark() {}

  /// @param args file of events (NDJSON, gzipped), number of events, number of runs
  public static void main(String[] args) throws IOException, UnreadableEventException {
    Path file = Path.of(args.length > 0 ? args[0] : "none");
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    List<byte[]> events = BenchmarkEvents.raw(file, count);
    long bytes = events.stream().mapToLong(raw -> raw.length).sum();
    System.out.printf(
        Locale.ROOT,
        "%d events, %d bytes each, from %s%n",
        count,
        bytes / count,
        Files.exists(file) ? file.getFileName() : "the generator");
    List<Run> measured = new ArrayList<>();
    for (int i = 0; i <= runs; i++) {
      Run run = run(events);
      // The first one warms up.
      if (i > 0) {
        measured.add(run);
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %.0f events/s, %.0f events per CPU second, %d bytes per event on disk%n",
          i == 0 ? "warm-up" : "run " + i,
          count / run.seconds(),
          count / run.cpuSeconds(),
          run.diskBytes() / count);
    }
    List<Double> perCpu = measured.stream().map(run -> count / run.cpuSeconds()).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "median %.0f events per CPU second, from %.0f to %.0f%n",
        perCpu.get(perCpu.size() / 2),
        perCpu.getFirst(),
        perCpu.getLast());
  }

  private static Run run(List<byte[]> events) throws IOException, UnreadableEventException {
    Path folder = Files.createTempDirectory("kubescribe-bench");
    try {
      long cpu = cpuNanos();
      long start = System.nanoTime();
      try (LuceneSearchStore store =
          LuceneSearchStore.open(folder, IndexConfig.DEFAULT, InstantSource.system())) {
        index(events, store);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        if (store.count(Selection.ALL) != events.size()) {
          throw new IllegalStateException("events are missing");
        }
        return new Run(seconds, cpuSeconds, Folders.size(folder, ""));
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static void index(List<byte[]> events, LuceneSearchStore store)
      throws IOException, UnreadableEventException {
    long pending = 0;
    List<IndexableEvent> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < events.size(); i++) {
      byte[] raw = events.get(i);
      AuditEvent event = AuditEventParser.parse(raw, ENVELOPE);
      AuditEventId id = AuditEventId.of(event.cluster(), event.auditId(), event.stage(), raw);
      batch.add(new IndexableEvent(id, event, ENVELOPE, raw, PARTITION, i));
      pending += raw.length;
      if (batch.size() == BATCH || i == events.size() - 1) {
        store.append(batch);
        batch.clear();
      }
      if (pending >= IndexConfig.DEFAULT.commitSize().bytes() || i == events.size() - 1) {
        store.commit(Checkpoint.NONE.with(PARTITION, i + 1));
        pending = 0;
      }
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
