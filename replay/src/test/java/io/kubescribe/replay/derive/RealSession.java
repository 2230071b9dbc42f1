package io.kubescribe.replay.derive;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.SessionUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a real terminal got and gave (`NAME.jsonl.gz`), as records of a session.
public record RealSession(String name, List<SequencedRecord> records) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Those of the folder named by `kubescribe.testData`; none without it.
  public static List<Path> files() throws IOException {
    Path folder = Path.of(System.getProperty("kubescribe.testData", ""), "terminal");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl.gz")).sorted().toList();
    }
  }

  /// Reads one as it would have been recorded.
  ///
  /// @param delayMillis how much later output is than it was
  public static RealSession read(Path file, InputPolicy policy, int delayMillis)
      throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      JsonNode head = JSON.readTree(lines.readLine());
      List<Timed> timed = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        timed(JSON.readTree(line), policy, delayMillis, timed);
      }
      timed.sort((a, b) -> Double.compare(a.seconds, b.seconds));
      List<SequencedRecord> records = new ArrayList<>();
      records.add(new SequencedRecord(0, 0, new SessionRecord.Start(start(policy))));
      int columns = head.get("cols").asInt();
      records.add(
          new SequencedRecord(1, 0, new SessionRecord.Resize(columns, head.get("rows").asInt())));
      for (Timed each : timed) {
        long nanos = Math.round(each.seconds * 1e9);
        records.add(new SequencedRecord(records.size(), nanos, each.record));
      }
      String name = file.getFileName().toString().replace(".jsonl.gz", "");
      return new RealSession(name, records);
    }
  }

  private record Timed(double seconds, SessionRecord record) {}

  private static void timed(JsonNode event, InputPolicy policy, int delay, List<Timed> out) {
    double seconds = event.get(0).asDouble();
    String data = event.get(2).asString();
    switch (event.get(1).asString()) {
      case "o" -> out.add(new Timed(seconds + delay / 1e3, data(SessionStream.STDOUT, data)));
      case "i" -> {
        if (policy != InputPolicy.OFF && !data.isEmpty()) {
          String kept = policy == InputPolicy.FULL ? data : data.replaceAll("[ -~]", "*");
          out.add(new Timed(seconds, data(SessionStream.STDIN, kept)));
        }
      }
      case "r" -> {
        String[] size = data.split("x");
        out.add(
            new Timed(
                seconds,
                new SessionRecord.Resize(Integer.parseInt(size[0]), Integer.parseInt(size[1]))));
      }
      default -> {}
    }
  }

  private static SessionRecord data(SessionStream stream, String latin) {
    return new SessionRecord.Data(stream, latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static SessionStart start(InputPolicy policy) {
    return new SessionStart(
        Records.STARTED,
        SessionKind.EXEC,
        new ClusterName("prod"),
        "shop",
        "web-0",
        null,
        List.of("sh"),
        new RequestedStreams(true, true, true, true),
        RecordingMode.STRICT,
        policy,
        "gateway-0",
        new SessionUser("alice", null, List.of(), Map.of()),
        null,
        "192.0.2.7",
        List.of(),
        "/api/v1/namespaces/shop/pods/web-0/exec",
        null,
        Map.of());
  }

  /// All of it derived.
  public Derivation derive() {
    Derivation derivation = new Derivation(Sight.REVEALED, block -> {});
    records.forEach(derivation::accept);
    derivation.end(records.getLast().nanos());
    return derivation;
  }
}
