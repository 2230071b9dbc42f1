package io.kubescribe.testkit.scenario;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

/// The scenarios of this module, ready to run against a server whose search store holds [#events].
public final class Scenarios {
  private static final List<String> FILES =
      List.of("search.json", "counts.json", "errors.json", "event.json");

  private final Map<String, IndexableEvent> events;

  private Scenarios(Map<String, IndexableEvent> events) {
    this.events = events;
  }

  /// Reads the events.
  public static Scenarios load() {
    Map<String, IndexableEvent> events = new LinkedHashMap<>();
    for (JsonNode entry : read("events.json")) {
      events.put(entry.get("label").asString(), event(entry, events.size()));
    }
    return new Scenarios(events);
  }

  /// What the store must hold, in the order of the log.
  public List<IndexableEvent> events() {
    return List.copyOf(events.values());
  }

  /// One test for each step, in one container for each file; steps of a file run in order.
  ///
  /// @param adminToken API token with every right
  public Stream<DynamicNode> against(URI server, String adminToken) {
    HttpClient client = HttpClient.newHttpClient();
    return FILES.stream()
        .map(file -> {
          ScenarioSteps steps = new ScenarioSteps(client, server, adminToken, events);
          return DynamicContainer.dynamicContainer(
              file,
              read(file)
                  .valueStream()
                  .map(step ->
                      DynamicTest.dynamicTest(step.get("name").asString(), () -> steps.run(step))));
        });
  }

  private static IndexableEvent event(JsonNode entry, int position) {
    EventEnvelope envelope =
        new EventEnvelope(
            new ClusterName(entry.get("cluster").asString()),
            entry.get("source").asString(),
            Instant.parse(entry.get("receivedAt").asString()),
            List.of(),
            null);
    byte[] raw = StrictJson.MAPPER.writeValueAsBytes(entry.get("event"));
    try {
      AuditEvent event = AuditEventParser.parse(raw, envelope);
      return new IndexableEvent(
          AuditEventId.of(envelope.cluster(), event.auditId(), event.stage(), raw),
          event,
          envelope,
          raw,
          new Checkpoint.Partition("kubescribe.audit", 0),
          position);
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("event " + entry.get("label") + " of the scenarios", e);
    }
  }

  private static JsonNode read(String file) {
    try (InputStream in = Scenarios.class.getResourceAsStream("/scenarios/" + file)) {
      if (in == null) {
        throw new IllegalStateException("scenarios/" + file + " is missing");
      }
      return StrictJson.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
