package io.kubescribe.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.kafka.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/operations.md` has the metrics of the code, by the names under which Prometheus sees them,
/// and its alerts and queries ask for no others.
class MetricsDocumentTest {
  /// A name as a string, and the call that it is an argument of: the first, or behind the registry.
  private static final Pattern METER =
      Pattern.compile(
          "(?:(\\w+)\\s*\\.\\s*)?(\\w+)\\(\\s*(?:registry,\\s*)?\"(kubescribe\\.[a-z.]+)\"([^;]*;)");

  private static final Pattern LITERAL = Pattern.compile("\"(kubescribe\\.[a-z.]*)\"");
  private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\"([a-z]+)\"\\)");
  private static final Pattern NAMED = Pattern.compile("kubescribe_[a-z_]*[a-z](?![a-z_…])");
  private static final List<String> OF_A_TIMER = List.of("", "_count", "_sum", "_max", "_bucket");

  /// One metric.
  ///
  /// @param document name in the document
  /// @param series names that a query may ask for
  private record Metric(String document, List<String> series) {}

  @Test
  void documents_every_metric_and_no_other() throws IOException {
    String document = Files.readString(Documents.ROOT.resolve("docs").resolve("operations.md"));
    Set<String> named =
        NAMED.matcher(document).results().map(match -> match.group()).collect(Collectors.toSet());
    List<Metric> metrics = metrics();

    assertThat(metrics).hasSizeGreaterThan(25);
    assertThat(named).containsAll(metrics.stream().map(Metric::document).toList());
    assertThat(metrics.stream().flatMap(metric -> metric.series().stream())).containsAll(named);
  }

  private static List<Metric> metrics() throws IOException {
    Set<String> others =
        Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet());
    Set<String> literals = new TreeSet<>();
    Map<String, Metric> metrics = new TreeMap<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      LITERAL.matcher(text).results().forEach(literal -> literals.add(literal.group(1)));
      Matcher meter = METER.matcher(text);
      while (meter.find()) {
        String name = meter.group(3);
        if (meter.group(2).equals("getProperty")) {
          others.add(name);
        } else if (!others.contains(name)) {
          metrics.put(name, metric(kind(meter), name, meter.group(4)));
        }
      }
    }
    // A name put together at run time, or handed to a call of another shape, would be missed.
    literals.removeAll(others);
    assertThat(metrics.keySet()).containsExactlyInAnyOrderElementsOf(literals);
    return List.copyOf(metrics.values());
  }

  private static String kind(Matcher meter) {
    boolean builder = meter.group(2).equals("builder") && meter.group(1) != null;
    return (builder ? meter.group(1) : meter.group(2)).toLowerCase(Locale.ROOT);
  }

  private static Metric metric(String call, String name, String rest) {
    String plain = name.replace('.', '_');
    if (call.contains("count")) {
      return new Metric(plain + "_total", List.of(plain + "_total"));
    }
    if (call.contains("timer")) {
      String seconds = plain + "_seconds";
      return new Metric(seconds, OF_A_TIMER.stream().map(seconds::concat).toList());
    }
    assertThat(call).as(name).contains("gauge");
    Matcher unit = UNIT.matcher(rest);
    String gauge = unit.find() ? plain + "_" + unit.group(1) : plain;
    return new Metric(gauge, List.of(gauge));
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module :
        List.of("core", "ingest", "index", "replay", "forward", "query-api", "app")) {
      try (Stream<Path> files =
          Files.walk(Documents.ROOT.resolve(module).resolve(Path.of("src", "main", "java")))) {
        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }
}
