package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.simulated.node.Kubelet;
import io.kubescribe.ingest.simulated.node.ObjectKey;
import io.kubescribe.ingest.simulated.node.ObjectStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes objects. Safe for use by many threads.
final class ObjectRoutes {
  private final ObjectStore store;
  private final Kubelet kubelet;
  private final InstantSource clock;
  private final Watches watches;

  ObjectRoutes(ObjectStore store, Kubelet kubelet, InstantSource clock) {
    this.store = store;
    this.kubelet = kubelet;
    this.clock = clock;
    this.watches = new Watches(store);
  }

  void serve(Call call, ApiResource resource)
      throws ApiException, IOException, InterruptedException {
    RequestInfo info = call.info();
    if (!resource.verbs().contains(info.verb())) {
      throw ApiException.methodNotAllowed();
    }
    switch (info.verb()) {
      case "list" -> list(call, resource);
      case "watch" -> watches.serve(call, resource, selector(call));
      case "get" -> call.answer(200, Tables.shape(call, resource, get(call)));
      case "create" -> create(call, resource);
      case "update" -> replace(call, resource);
      case "patch" -> patch(call);
      case "delete" -> delete(call);
      default -> throw ApiException.methodNotAllowed();
    }
  }

  private static Predicate<JsonNode> selector(Call call) {
    return Selectors.of(call.query("labelSelector"), call.query("fieldSelector"));
  }

  private static ObjectKey key(Call call) {
    RequestInfo info = call.info();
    String namespace = info.resource().equals("namespaces") ? "" : info.namespace();
    return new ObjectKey(info.resource(), namespace, info.name());
  }

  private ObjectNode get(Call call) throws ApiException {
    ObjectKey key = key(call);
    return store.get(key).orElseThrow(() -> ApiException.notFound(key.resource(), key.name()));
  }

  private void list(Call call, ApiResource resource) throws IOException {
    long version = store.version();
    Predicate<JsonNode> selector = selector(call);
    List<ObjectNode> found =
        store.list(resource.plural, resource.namespaced ? call.info().namespace() : "").stream()
            .filter(selector)
            .toList();
    ObjectNode list = StrictJson.MAPPER.createObjectNode();
    list.put("kind", resource.kind + "List").put("apiVersion", resource.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(version));
    ArrayNode items = list.putArray("items");
    found.forEach(items::add);
    call.answer(200, Tables.shapeList(call, resource, list, found));
  }

  private void create(Call call, ApiResource resource) throws ApiException, IOException {
    ObjectNode object = call.body();
    RequestInfo info = call.info();
    String namespace = resource.namespaced ? info.namespace() : "";
    String name = NewObjects.complete(object, resource, namespace, clock.instant());
    if (resource == ApiResource.PODS) {
      NewObjects.completePod(object);
    }
    if (resource.namespaced && store.get(new ObjectKey("namespaces", "", namespace)).isEmpty()) {
      throw ApiException.notFound("namespaces", namespace);
    }
    ObjectKey key = new ObjectKey(resource.plural, namespace, name);
    boolean dry = call.info().parameters().first("dryRun").isPresent();
    ObjectNode created =
        dry
            ? object
            : store
                .create(key, object)
                .orElseThrow(() -> ApiException.exists(resource.plural, name));
    call.answer(201, Tables.shape(call, resource, created));
    if (resource == ApiResource.PODS && !dry) {
      kubelet.start(key);
    }
  }

  private void replace(Call call, ApiResource resource) throws ApiException, IOException {
    ObjectNode body = call.body();
    ObjectNode changed = update(call, there -> keepIdentity(there, body));
    call.answer(200, Tables.shape(call, resource, changed));
  }

  private static ObjectNode keepIdentity(ObjectNode there, ObjectNode body) {
    ObjectNode metadata = body.withObject("/metadata");
    for (String field : List.of("uid", "creationTimestamp", "name", "namespace")) {
      if (there.path("metadata").has(field)) {
        metadata.set(field, there.path("metadata").get(field));
      }
    }
    if (there.has("status")) {
      body.set("status", there.get("status"));
    }
    return body;
  }

  private void patch(Call call) throws ApiException, IOException {
    String type = call.exchange().headers().get("Content-Type", "").toLowerCase(Locale.ROOT);
    boolean strategic = type.startsWith("application/strategic-merge-patch+json");
    if (!strategic && !type.startsWith("application/merge-patch+json")) {
      throw ApiException.unsupportedPatch(type);
    }
    ObjectNode patch = call.body();
    call.answer(
        200,
        update(
            call,
            object -> {
              Patches.apply(object, patch, strategic);
              return object;
            }));
  }

  private ObjectNode update(Call call, UnaryOperator<ObjectNode> change) throws ApiException {
    ObjectKey key = key(call);
    return store
        .update(key, change)
        .orElseThrow(() -> ApiException.notFound(key.resource(), key.name()));
  }

  /// `PATCH` and `PUT` of `pods/ephemeralcontainers`, as `kubectl debug` sends it.
  void ephemeralContainers(Call call) throws ApiException, IOException {
    if (call.info().verb().equals("get")) {
      call.answer(200, get(call));
      return;
    }
    ObjectNode body = call.body();
    call.audit().bodies(body);
    ObjectNode changed =
        update(
            call,
            object -> {
              if (call.info().verb().equals("patch")) {
                Patches.apply(object, body, true);
              } else {
                object
                    .withObject("/spec")
                    .set("ephemeralContainers", body.path("spec").path("ephemeralContainers"));
              }
              return object;
            });
    call.audit().response(changed);
    call.answer(200, changed);
    kubelet.startEphemeral(key(call));
  }

  private void delete(Call call) throws ApiException, IOException {
    ObjectKey key = key(call);
    kubelet.stop(key);
    Optional<ObjectNode> last = store.delete(key);
    call.answer(200, last.orElseThrow(() -> ApiException.notFound(key.resource(), key.name())));
  }
}
