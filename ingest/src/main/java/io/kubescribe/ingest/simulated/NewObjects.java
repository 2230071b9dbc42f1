package io.kubescribe.ingest.simulated;

import io.kubescribe.ingest.simulated.node.Kubelet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Completes objects that clients create, with what a real apiserver would add. Static.
final class NewObjects {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  private NewObjects() {}

  /// @return its name
  /// @throws ApiException if it has none that is allowed, or says another namespace or kind
  static String complete(ObjectNode object, ApiResource resource, String namespace, Instant now)
      throws ApiException {
    if (!object.path("kind").asString(resource.kind).equals(resource.kind)) {
      throw ApiException.badRequest(
          "the object must be a " + resource.kind + ", was " + object.path("kind"));
    }
    object.put("kind", resource.kind).put("apiVersion", resource.apiVersion());
    ObjectNode metadata = object.withObject("/metadata");
    String prefix = metadata.path("generateName").asString("");
    String name = metadata.path("name").asString("");
    if (name.isEmpty() && !prefix.isEmpty()) {
      name = prefix + UUID.randomUUID().toString().substring(0, 5);
    }
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(
          resource.plural,
          name,
          resource.kind + " \"" + name + "\" is invalid: metadata.name: must be a DNS name");
    }
    if (!metadata.path("namespace").asString(namespace).equals(namespace)) {
      throw ApiException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    metadata.put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
    return name;
  }

  /// @throws ApiException if it has no container
  static void completePod(ObjectNode pod) throws ApiException {
    ObjectNode spec = pod.withObject("/spec");
    if (spec.path("containers").isEmpty()) {
      String name = pod.path("metadata").path("name").asString("");
      throw ApiException.invalid(
          "pods", name, "Pod \"" + name + "\" is invalid: spec.containers: Required value");
    }
    absent(spec, "restartPolicy", "Always");
    absent(spec, "dnsPolicy", "ClusterFirst");
    absent(spec, "schedulerName", "default-scheduler");
    absent(spec, "serviceAccountName", "default");
    if (!spec.has("terminationGracePeriodSeconds")) {
      spec.put("terminationGracePeriodSeconds", 30);
    }
    spec.put("nodeName", Kubelet.NODE);
    for (JsonNode container : spec.path("containers")) {
      ObjectNode node = (ObjectNode) container;
      absent(node, "imagePullPolicy", "IfNotPresent");
      absent(node, "terminationMessagePath", "/dev/termination-log");
      absent(node, "terminationMessagePolicy", "File");
      node.withObject("/resources");
    }
    pod.withObject("/status").put("phase", "Pending");
  }

  private static void absent(ObjectNode node, String name, String value) {
    if (!node.has(name)) {
      node.put(name, value);
    }
  }
}
