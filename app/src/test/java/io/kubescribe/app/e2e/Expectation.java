package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.ClusterName;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What must be found of events that were sent, computed from their bytes by a JSON tree and no
/// code of the product but the definition of the id.
final class Expectation {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ClusterName cluster;
  private final Map<AuditEventId, byte[]> sent = new LinkedHashMap<>();

  /// @param events a repeated one counts once
  Expectation(String cluster, List<byte[]> events) {
    this.cluster = new ClusterName(cluster);
    for (byte[] event : events) {
      JsonNode tree = JSON.readTree(event);
      sent.put(
          AuditEventId.of(this.cluster, text(tree, "/auditID"), text(tree, "/stage"), event),
          event);
    }
  }

  int size() {
    return sent.size();
  }

  /// Counts by field, as by `jq` over the file.
  Map<String, Long> counts(String pointer) {
    return counts(event -> {
      JsonNode value = event.at(pointer);
      return value.isMissingNode() || value.asString().isEmpty() ? null : value.asString();
    });
  }

  private Map<String, Long> counts(Function<JsonNode, @Nullable String> valueOf) {
    Map<String, Long> counts = new TreeMap<>();
    for (byte[] event : sent.values()) {
      String value = valueOf.apply(JSON.readTree(event));
      if (value != null) {
        counts.merge(value, 1L, Long::sum);
      }
    }
    return counts;
  }

  /// Every event was stored once, with the bytes that were sent but for the recorded redactions.
  ///
  /// @param everyNth how many of the events are compared byte by byte
  void requireAll(Answers answers, int everyNth) throws IOException, InterruptedException {
    List<String> found = answers.ids("cluster:" + cluster);
    assertThat(found).doesNotHaveDuplicates();
    assertThat(found).hasSize(sent.size());
    Map<AuditEventId, byte[]> missing = new HashMap<>(sent);
    int number = 0;
    for (String text : found) {
      AuditEventId id = new AuditEventId(text);
      byte[] same = missing.remove(id);
      if (same != null && number++ % everyNth == 0) {
        assertThat(answers.raw(id.value())).isEqualTo(same);
      } else if (same == null) {
        requireRedacted(answers, id, missing);
      }
    }
    assertThat(missing).isEmpty();
  }

  /// The event differs from one that was sent in nothing but what its redactions name.
  private static void requireRedacted(
      Answers answers, AuditEventId id, Map<AuditEventId, byte[]> missing)
      throws IOException, InterruptedException {
    JsonNode redactions = answers.event(id.value()).get("redactions");
    assertThat(redactions).as("event %s is not what was sent", id).isNotNull().isNotEmpty();
    JsonNode stored = JSON.readTree(answers.raw(id.value()));
    var original =
        missing.entrySet().stream()
            .filter(entry -> sameApartFrom(redactions, stored, JSON.readTree(entry.getValue())))
            .findFirst();
    assertThat(original).as("event %s was not sent", id).isPresent();
    missing.remove(original.orElseThrow().getKey());
  }

  private static boolean sameApartFrom(JsonNode redactions, JsonNode stored, JsonNode sent) {
    if (!text(stored, "/auditID").equals(text(sent, "/auditID"))) {
      return false;
    }
    JsonNode left = stored.deepCopy();
    JsonNode right = sent.deepCopy();
    for (JsonNode redaction : redactions) {
      String pointer = redaction.get("pointer").asString();
      if (!blank(left, pointer) || !blank(right, pointer)) {
        return false;
      }
    }
    return left.equals(right);
  }

  private static boolean blank(JsonNode tree, String pointer) {
    int last = pointer.lastIndexOf('/');
    String name = pointer.substring(last + 1).replace("~1", "/").replace("~0", "~");
    switch (tree.at(pointer.substring(0, last))) {
      case ObjectNode object -> object.putNull(name);
      case ArrayNode array -> array.setNull(Integer.parseInt(name));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String text(JsonNode tree, String pointer) {
    return tree.at(pointer).asString();
  }
}
