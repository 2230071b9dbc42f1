package io.kubescribe.ingest.event;

import static io.kubescribe.ingest.event.Bodies.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.audit.UnreadableEventException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// The preparer over events of real API servers, where the build has them. The counts are of those
/// files, found by jq; no code knows them.
class RealEventsTest {
  private static final String HEAD = "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",";

  private static List<String> lines(String file) throws IOException {
    String folder = System.getProperty("kubescribe.testData", "");
    Path path = Path.of(folder, file);
    assumeTrue(!folder.isEmpty() && Files.exists(path), "no real data here");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  @Test
  void every_event_of_the_full_policy_is_taken() throws Exception {
    requireAllTaken(lines("audit-real.ndjson.gz"), 11_454);
  }

  @Test
  void every_event_of_the_typical_policy_is_taken() throws Exception {
    requireAllTaken(lines("audit-typical-policy.ndjson.gz"), 2_165);
  }

  private static void requireAllTaken(List<String> lines, int count) {
    Set<AuditEventId> ids = new HashSet<>();
    Set<String> stages = new HashSet<>();
    Map<String, Integer> rules = new TreeMap<>();
    List<String> items = new ArrayList<>();
    for (String line : lines) {
      PreparedBatch batch = Bodies.prepare(line);
      assertThat(batch.quarantined()).isEmpty();
      PreparedEvent event = batch.events().getFirst();
      ids.add(event.id());
      stages.add(auditIdAndStage(event));
      List<Redaction> redactions = event.envelope().redactions();
      redactions.forEach(redaction -> rules.merge(redaction.rule(), 1, Integer::sum));
      byte[] raw = line.getBytes(StandardCharsets.UTF_8);
      RedactionChecks.requireOnlyMarkersDiffer(raw, new Redactor.Redacted(event.raw(), redactions));
      // The webhook sends the same event without kind and apiVersion.
      items.add(line.startsWith(HEAD) ? "{" + line.substring(HEAD.length()) : line);
    }
    System.out.println("redactions of " + count + " events: " + rules);
    assertThat(ids).hasSize(count);
    assertThat(stages.size()).isLessThanOrEqualTo(count);
    System.out.println("distinct (auditID, stage): " + stages.size());
    Set<AuditEventId> webhookIds = new HashSet<>();
    for (int i = 0; i < items.size(); i += 400) {
      PreparedBatch batch =
          Bodies.prepare(Bodies.list(items.subList(i, Math.min(items.size(), i + 400))));
      assertThat(batch.quarantined()).isEmpty();
      batch.events().forEach(event -> webhookIds.add(event.id()));
    }
    assertThat(webhookIds).isEqualTo(ids);
  }

  private static String auditIdAndStage(PreparedEvent event) {
    try {
      AuditEvent parsed = AuditEventParser.parse(event.raw(), event.envelope());
      return parsed.auditId() + ' ' + parsed.stage();
    } catch (UnreadableEventException e) {
      throw new AssertionError("stored, but not readable: " + text(event.raw()), e);
    }
  }
}
