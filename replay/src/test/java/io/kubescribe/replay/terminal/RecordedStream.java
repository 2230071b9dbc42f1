package io.kubescribe.replay.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a real program wrote to a real terminal (`terminal/NAME.jsonl.gz` of the test data).
record RecordedStream(String name, int columns, int rows, List<Event> events) {
  /// Output, unless `columns` is positive: then a resize.
  @SuppressWarnings("ArrayRecordComponent") // read by tests that do not compare events
  record Event(double seconds, byte[] output, int columns, int rows) {
    static Event output(double seconds, byte[] output) {
      return new Event(seconds, output, 0, 0);
    }

    static Event resize(double seconds, int columns, int rows) {
      return new Event(seconds, new byte[0], columns, rows);
    }
  }

  /// Those of the folder named by `kubescribe.testData`; none without it.
  static List<RecordedStream> all() throws IOException {
    Path folder = Path.of(System.getProperty("kubescribe.testData", ""), "terminal");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<RecordedStream> streams = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl.gz")).sorted().toList()) {
        streams.add(read(file));
      }
    }
    return streams;
  }

  private static RecordedStream read(Path file) throws IOException {
    JsonMapper json = JsonMapper.shared();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      JsonNode head = json.readTree(lines.readLine());
      List<Event> events = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = json.readTree(line);
        double seconds = event.get(0).asDouble();
        String data = event.get(2).asString();
        switch (event.get(1).asString()) {
          case "o" -> events.add(Event.output(seconds, data.getBytes(StandardCharsets.ISO_8859_1)));
          case "r" -> {
            String[] size = data.split("x");
            events.add(Event.resize(seconds, Integer.parseInt(size[0]), Integer.parseInt(size[1])));
          }
          default -> {}
        }
      }
      String name = file.getFileName().toString().replace(".jsonl.gz", "");
      return new RecordedStream(name, head.get("cols").asInt(), head.get("rows").asInt(), events);
    }
  }
}
