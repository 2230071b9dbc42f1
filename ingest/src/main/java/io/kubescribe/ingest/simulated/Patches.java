package io.kubescribe.ingest.simulated;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON merge patches (RFC 7396) and as much of Kubernetes' strategic ones as pods need: lists of
/// objects with a `name` are merged by it. Static.
final class Patches {
  private Patches() {}

  /// @param strategic whether lists are merged; else replaced
  static void apply(ObjectNode target, ObjectNode patch, boolean strategic) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      if (strategic && name.startsWith("$")) {
        continue;
      }
      switch (field.getValue()) {
        case ObjectNode inner -> apply(object(target, name), inner, strategic);
        case ArrayNode list when strategic && isNamed(list) -> merge(array(target, name), list);
        case JsonNode value when value.isNull() -> target.remove(name);
        case JsonNode value -> target.set(name, value);
      }
    }
  }

  private static ObjectNode object(ObjectNode target, String name) {
    return target.get(name) instanceof ObjectNode there ? there : target.putObject(name);
  }

  private static ArrayNode array(ObjectNode target, String name) {
    return target.get(name) instanceof ArrayNode there ? there : target.putArray(name);
  }

  private static boolean isNamed(ArrayNode list) {
    return !list.isEmpty() && list.valueStream().allMatch(item -> item.has("name"));
  }

  private static void merge(ArrayNode target, ArrayNode patch) {
    for (JsonNode item : patch) {
      String name = item.path("name").asString("");
      Optional<JsonNode> there = target.valueStream().filter(old -> isNamed(old, name)).findFirst();
      if (item.path("$patch").asString("").equals("delete")) {
        target.removeIf(old -> isNamed(old, name));
      } else if (there.isPresent() && there.get() instanceof ObjectNode old) {
        apply(old, (ObjectNode) item, true);
      } else {
        target.add(item);
      }
    }
  }

  private static boolean isNamed(JsonNode item, String name) {
    return item.path("name").asString("").equals(name);
  }
}
