package io.kubescribe.app.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Any number of different events, made of those of a fixture under fresh audit ids.
final class DistinctEvents {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DistinctEvents() {}

  static List<byte[]> of(int count) throws IOException {
    List<byte[]> seeds =
        AuditFixture.events("audit-typical-policy").stream()
            .filter(event -> event.length < 4096)
            .filter(DistinctEvents::hasNoSecret)
            .toList();
    List<byte[]> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ObjectNode event = (ObjectNode) JSON.readTree(seeds.get(i % seeds.size()));
      event.put("auditID", "00000000-0000-4000-8000-%012d".formatted(i));
      events.add(JSON.writeValueAsBytes(event));
    }
    return events;
  }

  /// Redacted events are compared one with another, which takes long for many.
  private static boolean hasNoSecret(byte[] event) {
    String text = new String(event, StandardCharsets.UTF_8);
    return !text.contains("secret") && !text.contains("token");
  }
}
