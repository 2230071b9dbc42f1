package io.kubescribe.benchmarks;

import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.SampleEvents.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Any number of different events, made from a few real ones: each gets an auditID of its own and
/// times that go on where the copy before ended, as a busy cluster's do. The same seed gives the
/// same bytes.
final class BenchmarkEvents {
  private static final long SEED = 20261126;
  private static final Pattern AUDIT_ID = Pattern.compile("\"auditID\":\"[^\"]*\"");
  private static final Pattern TIME =
      Pattern.compile("\"(stageTimestamp|requestReceivedTimestamp)\":\"([^\"]*)\"");

  private BenchmarkEvents() {}

  /// @param file NDJSON, gzipped; without one, generated events
  static List<byte[]> raw(Path file, int count) throws IOException {
    List<String> lines = Files.exists(file) ? lines(file) : generated();
    Random random = new Random(SEED);
    List<byte[]> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String line = lines.get(i % lines.size());
      String id = new UUID(random.nextLong(), random.nextLong()).toString();
      String named = AUDIT_ID.matcher(line).replaceFirst("\"auditID\":\"" + id + '"');
      Duration later = Duration.ofMinutes(30).multipliedBy(i / lines.size());
      events.add(later(named, later).getBytes(StandardCharsets.UTF_8));
    }
    return events;
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static List<String> generated() {
    return new SampleEvents(SEED)
        .list(10_000).stream()
            .map(Sample::raw)
            .map(raw -> new String(raw, StandardCharsets.UTF_8))
            .toList();
  }

  private static String later(String event, Duration by) {
    Matcher times = TIME.matcher(event);
    StringBuilder moved = new StringBuilder();
    while (times.find()) {
      String time = times.group(2);
      if (time.startsWith("20")) {
        time = Instant.parse(time).plus(by).truncatedTo(ChronoUnit.MICROS).toString();
      }
      times.appendReplacement(moved, "\"" + times.group(1) + "\":\"" + time + '"');
    }
    return times.appendTail(moved).toString();
  }
}
