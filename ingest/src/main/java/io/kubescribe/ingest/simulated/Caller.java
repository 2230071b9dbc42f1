package io.kubescribe.ingest.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whom a request comes from, or speaks for.
record Caller(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  static Caller of(SimulatedUser user) {
    List<String> groups = new ArrayList<>(user.groups());
    groups.add("system:authenticated");
    return new Caller(user.name(), user.uid(), groups, Map.of());
  }

  /// As `userInfo`, which reviews and audit events have.
  void write(ObjectNode node) {
    node.put("username", name);
    if (!uid.isEmpty()) {
      node.put("uid", uid);
    }
    ArrayNode list = node.putArray("groups");
    groups.forEach(list::add);
    if (!extra.isEmpty()) {
      ObjectNode keys = node.putObject("extra");
      extra.forEach((key, values) -> {
        ArrayNode array = keys.putArray(key);
        values.forEach(array::add);
      });
    }
  }
}
