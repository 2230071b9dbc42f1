package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Objects as rows of a table, which `kubectl get` asks for. Static.
final class Tables {
  /// A column.
  ///
  /// @param priority 0 is always shown, 1 with `-o wide`
  private record Column(String name, int priority) {}

  private static final Column NAME = new Column("Name", 0);
  private static final Column AGE = new Column("Age", 0);

  private Tables() {}

  static boolean isTable(JsonNode node) {
    return node.path("kind").asString("").equals("Table");
  }

  private static boolean wanted(Call call) {
    return call.exchange().headers().getAll("Accept").stream()
        .anyMatch(accept -> accept.contains("as=Table"));
  }

  /// The object, or a table of one row when the client asked for that.
  static JsonNode shape(Call call, ApiResource resource, ObjectNode object) {
    return wanted(call)
        ? table(call, resource, List.of(object), object.path("metadata").path("resourceVersion"))
        : object;
  }

  static JsonNode shapeList(
      Call call, ApiResource resource, ObjectNode list, List<ObjectNode> objects) {
    return wanted(call)
        ? table(call, resource, objects, list.path("metadata").path("resourceVersion"))
        : list;
  }

  private static ObjectNode table(
      Call call, ApiResource resource, List<ObjectNode> objects, JsonNode version) {
    Instant now = call.clock().instant();
    ObjectNode table = StrictJson.MAPPER.createObjectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata").put("resourceVersion", version.asString(""));
    ArrayNode columns = table.putArray("columnDefinitions");
    for (Column column : columns(resource)) {
      columns
          .addObject()
          .put("name", column.name)
          .put("type", "string")
          .put("format", column.name.equals("Name") ? "name" : "")
          .put("description", column.name)
          .put("priority", column.priority);
    }
    ArrayNode rows = table.putArray("rows");
    for (ObjectNode object : objects) {
      ObjectNode row = rows.addObject();
      ArrayNode cells = row.putArray("cells");
      cells(resource, object, now).forEach(cells::add);
      ObjectNode metadata = row.putObject("object");
      metadata.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
      metadata.set("metadata", object.path("metadata"));
    }
    return table;
  }

  private static List<Column> columns(ApiResource resource) {
    return switch (resource) {
      case PODS ->
          List.of(
              NAME,
              new Column("Ready", 0),
              new Column("Status", 0),
              new Column("Restarts", 0),
              AGE,
              new Column("IP", 1),
              new Column("Node", 1));
      case NAMESPACES -> List.of(NAME, new Column("Status", 0), AGE);
      case NODES -> List.of(NAME, new Column("Status", 0), new Column("Version", 0), AGE);
      case DEPLOYMENTS, REPLICASETS -> List.of(NAME, new Column("Ready", 0), AGE);
      case CONFIGMAPS, EVENTS, SERVICES -> List.of(NAME, AGE);
    };
  }

  private static List<String> cells(ApiResource resource, ObjectNode object, Instant now) {
    String name = object.path("metadata").path("name").asString("");
    String age = age(object.path("metadata").path("creationTimestamp").asString(""), now);
    JsonNode status = object.path("status");
    return switch (resource) {
      case PODS ->
          List.of(
              name,
              ready(object),
              podStatus(status),
              Integer.toString(restarts(status)),
              age,
              status.path("podIP").asString("<none>"),
              object.path("spec").path("nodeName").asString("<none>"));
      case NAMESPACES -> List.of(name, status.path("phase").asString("Active"), age);
      case NODES ->
          List.of(name, "Ready", status.path("nodeInfo").path("kubeletVersion").asString(""), age);
      case DEPLOYMENTS, REPLICASETS ->
          List.of(
              name,
              status.path("readyReplicas").asInt(0)
                  + "/"
                  + object.path("spec").path("replicas").asInt(0),
              age);
      case CONFIGMAPS, EVENTS, SERVICES -> List.of(name, age);
    };
  }

  private static String ready(ObjectNode pod) {
    long ready =
        pod.path("status")
            .path("containerStatuses")
            .valueStream()
            .filter(one -> one.path("ready").asBoolean(false))
            .count();
    return ready + "/" + pod.path("spec").path("containers").size();
  }

  private static int restarts(JsonNode status) {
    return status
        .path("containerStatuses")
        .valueStream()
        .mapToInt(one -> one.path("restartCount").asInt(0))
        .sum();
  }

  private static String podStatus(JsonNode status) {
    return status
        .path("containerStatuses")
        .valueStream()
        .map(one -> one.path("state").path("terminated").path("reason").asString(""))
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse(status.path("phase").asString("Unknown"));
  }

  private static String age(String created, Instant now) {
    if (created.isEmpty()) {
      return "<unknown>";
    }
    Duration age = Duration.between(Instant.parse(created), now);
    if (age.toDays() > 1) {
      return age.toDays() + "d";
    }
    return age.toMinutes() >= 120
        ? age.toHours() + "h"
        : age.toSeconds() >= 120 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
  }
}
