package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.simulated.node.Change;
import io.kubescribe.ingest.simulated.node.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Streams changes until the client goes or the asked time is over.
final class Watches {
  /// kube-apiserver ends a watch after 30 to 60 minutes.
  private static final long MOST_SECONDS = 3600;

  private final ObjectStore store;

  Watches(ObjectStore store) {
    this.store = store;
  }

  void serve(Call call, ApiResource resource, Predicate<JsonNode> selector)
      throws ApiException, IOException, InterruptedException {
    String from = call.query("resourceVersion");
    String namespace = resource.namespaced ? call.info().namespace() : "";
    long after = store.version();
    List<ObjectNode> initial = List.of();
    if (from.isEmpty() || from.equals("0")) {
      initial = store.list(resource.plural, namespace);
    } else {
      after = number(from, 0);
      if (!store.knows(after)) {
        throw ApiException.gone(after);
      }
    }
    long end =
        System.nanoTime() + number(call.query("timeoutSeconds"), MOST_SECONDS) * 1_000_000_000L;
    Table table = new Table(call, resource);
    try (OutputStream out = call.stream("application/json")) {
      for (ObjectNode object : initial) {
        if (selector.test(object)) {
          table.write(out, "ADDED", object);
        }
      }
      while (!store.isClosed() && System.nanoTime() < end) {
        long millis = Math.max(1, (end - System.nanoTime()) / 1_000_000);
        for (Change change : store.changes(resource.plural, namespace, after, millis)) {
          after = change.version();
          if (selector.test(change.object())) {
            table.write(out, change.type(), change.object());
          }
        }
      }
    } finally {
      call.ended(200);
    }
  }

  private static long number(String text, long otherwise) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static final class Table {
    private final Call call;
    private final ApiResource resource;
    private boolean later;

    Table(Call call, ApiResource resource) {
      this.call = call;
      this.resource = resource;
    }

    void write(OutputStream out, String type, ObjectNode object) throws IOException {
      ObjectNode event = StrictJson.MAPPER.createObjectNode();
      event.put("type", type);
      JsonNode shaped = Tables.shape(call, resource, object);
      if (later && shaped instanceof ObjectNode table && Tables.isTable(table)) {
        table.putNull("columnDefinitions");
      }
      later = true;
      event.set("object", shaped);
      byte[] json = StrictJson.MAPPER.writeValueAsBytes(event);
      byte[] line = Arrays.copyOf(json, json.length + 1);
      line[json.length] = '\n';
      out.write(line);
    }
  }
}
