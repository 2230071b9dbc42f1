package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The documents by which clients learn what is served. Static.
final class Discovery {
  private static final Map<String, List<String>> REVIEWS =
      Map.of(
          "authentication.k8s.io", List.of("SelfSubjectReview", "TokenReview"),
          "authorization.k8s.io", List.of("SelfSubjectAccessReview", "SubjectAccessReview"));

  private Discovery() {}

  /// @param path decoded, without a slash at its end
  static Optional<JsonNode> document(String path) {
    return Optional.ofNullable(
        switch (path) {
          case "/version" -> version();
          case "/api" -> versions();
          case "/apis" -> groups();
          case "/api/v1" -> resources("");
          case "/apis/apps/v1" -> resources("apps");
          case "/apis/authentication.k8s.io/v1", "/apis/authorization.k8s.io/v1" ->
              reviews(path.split("/", -1)[2]);
          case "/openapi/v3" -> openApi();
          case "/openapi/v3/api/v1" -> openApiOfCore();
          default -> null;
        });
  }

  private static ObjectNode node() {
    return StrictJson.MAPPER.createObjectNode();
  }

  private static ObjectNode version() {
    return node()
        .put("major", "1")
        .put("minor", "32")
        .put("gitVersion", "v1.32.0-simulated")
        .put("gitCommit", "simulated")
        .put("gitTreeState", "clean")
        .put("buildDate", "2025-01-01T00:00:00Z")
        .put("goVersion", "none")
        .put("compiler", "none")
        .put("platform", "linux/amd64");
  }

  private static ObjectNode versions() {
    ObjectNode document = node().put("kind", "APIVersions");
    document.putArray("versions").add("v1");
    document
        .putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", "127.0.0.1");
    return document;
  }

  private static ObjectNode groups() {
    ObjectNode document = node().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = document.putArray("groups");
    for (String name : List.of("apps", "authentication.k8s.io", "authorization.k8s.io")) {
      ObjectNode group = groups.addObject().put("name", name);
      group.putArray("versions").addObject().put("groupVersion", name + "/v1").put("version", "v1");
      group.putObject("preferredVersion").put("groupVersion", name + "/v1").put("version", "v1");
    }
    return document;
  }

  private static ObjectNode resourceList(String group) {
    return node()
        .put("kind", "APIResourceList")
        .put("apiVersion", "v1")
        .put("groupVersion", group.isEmpty() ? "v1" : group + "/v1");
  }

  private static ObjectNode resources(String group) {
    ObjectNode document = resourceList(group);
    ArrayNode list = document.putArray("resources");
    for (ApiResource resource : ApiResource.values()) {
      if (resource.group.equals(group)) {
        add(
                list,
                resource.plural,
                resource.singular,
                resource.namespaced,
                resource.kind,
                resource.verbs())
            .putArray("shortNames")
            .add(resource.shortName);
      }
    }
    if (group.isEmpty()) {
      add(list, "pods/attach", "", true, "PodAttachOptions", List.of("create", "get"));
      add(list, "pods/exec", "", true, "PodExecOptions", List.of("create", "get"));
      add(list, "pods/portforward", "", true, "PodPortForwardOptions", List.of("create", "get"));
      add(list, "pods/log", "", true, "Pod", List.of("get"));
      add(list, "pods/status", "", true, "Pod", List.of("get"));
      add(list, "pods/proxy", "", true, "PodProxyOptions", List.of("create", "get", "update"));
      add(list, "pods/ephemeralcontainers", "", true, "Pod", List.of("get", "patch", "update"));
    }
    return document;
  }

  private static ObjectNode add(
      ArrayNode list,
      String name,
      String singular,
      boolean namespaced,
      String kind,
      List<String> verbs) {
    ObjectNode resource =
        list.addObject()
            .put("name", name)
            .put("singularName", singular)
            .put("namespaced", namespaced)
            .put("kind", kind);
    ArrayNode array = resource.putArray("verbs");
    verbs.forEach(array::add);
    return resource;
  }

  private static ObjectNode reviews(String group) {
    ObjectNode document = resourceList(group);
    ArrayNode list = document.putArray("resources");
    for (String kind : REVIEWS.getOrDefault(group, List.of())) {
      String name = kind.toLowerCase(Locale.ROOT);
      add(list, name + "s", name, false, kind, List.of("create"));
    }
    return document;
  }

  private static ObjectNode openApi() {
    ObjectNode document = node();
    document
        .putObject("paths")
        .putObject("api/v1")
        .put("serverRelativeURL", "/openapi/v3/api/v1?hash=simulated");
    return document;
  }

  /// As much as kubectl needs to see that the server itself checks fields.
  private static ObjectNode openApiOfCore() {
    ObjectNode document = node().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "v1.32.0-simulated");
    ObjectNode paths = document.putObject("paths");
    Map<String, ApiResource> sorted = new TreeMap<>();
    for (ApiResource resource : ApiResource.values()) {
      if (resource.group.isEmpty() && resource.writable) {
        String scope = resource.namespaced ? "namespaces/{namespace}/" : "";
        sorted.put("/api/v1/" + scope + resource.plural + "/{name}", resource);
      }
    }
    sorted.forEach((path, resource) -> {
      ObjectNode patch = paths.putObject(path).putObject("patch");
      patch
          .putArray("parameters")
          .addObject()
          .put("name", "fieldValidation")
          .put("in", "query")
          .putObject("schema")
          .put("type", "string");
      patch
          .putObject("x-kubernetes-group-version-kind")
          .put("group", "")
          .put("version", "v1")
          .put("kind", resource.kind);
      patch.putObject("responses").putObject("200").put("description", "OK");
    });
    return document;
  }
}
