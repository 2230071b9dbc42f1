package io.kubescribe.app.e2e;

import io.kubescribe.app.demo.DemoStory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Audit events to send: real ones where the build names a folder that has them, else those of the
/// demo's story.
final class AuditFixture {
  static final int BATCH = 400;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] HEAD =
      "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
          .getBytes(StandardCharsets.UTF_8);

  private AuditFixture() {}

  /// The events of `NAME.ndjson.gz`, or of the story, as the bytes that one line has.
  static List<byte[]> events(String name) throws IOException {
    Path file = Path.of(System.getProperty("kubescribe.testData", ""), name + ".ndjson.gz");
    return Files.isRegularFile(file) ? lines(file) : story();
  }

  private static List<byte[]> lines(Path file) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.isBlank()) {
          lines.add(line.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return lines;
  }

  private static List<byte[]> story() {
    List<byte[]> events = new ArrayList<>();
    Iterator<byte[]> batches =
        new DemoStory(InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")), 1).batches();
    while (batches.hasNext() && events.size() < 12_000) {
      for (JsonNode item : JSON.readTree(batches.next()).get("items")) {
        events.add(JSON.writeValueAsBytes(item));
      }
    }
    return events;
  }

  /// EventLists of [#BATCH] events.
  static List<byte[]> batches(List<byte[]> events) {
    List<byte[]> batches = new ArrayList<>();
    for (int from = 0; from < events.size(); from += BATCH) {
      batches.add(list(events.subList(from, Math.min(events.size(), from + BATCH))));
    }
    return batches;
  }

  static byte[] list(List<byte[]> events) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(HEAD);
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(events.get(i));
    }
    body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }
}
