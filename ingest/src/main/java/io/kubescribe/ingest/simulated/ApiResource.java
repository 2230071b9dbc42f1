package io.kubescribe.ingest.simulated;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The kinds of objects that are served.
enum ApiResource {
  CONFIGMAPS("", "configmaps", "configmap", "ConfigMap", true, true, "cm"),
  EVENTS("", "events", "event", "Event", true, false, "ev"),
  NAMESPACES("", "namespaces", "namespace", "Namespace", false, true, "ns"),
  NODES("", "nodes", "node", "Node", false, false, "no"),
  PODS("", "pods", "pod", "Pod", true, true, "po"),
  SERVICES("", "services", "service", "Service", true, false, "svc"),
  DEPLOYMENTS("apps", "deployments", "deployment", "Deployment", true, false, "deploy"),
  REPLICASETS("apps", "replicasets", "replicaset", "ReplicaSet", true, false, "rs");

  final String group;
  final String plural;
  final String singular;
  final String kind;
  final boolean namespaced;
  final boolean writable;
  final String shortName;

  ApiResource(
      String group,
      String plural,
      String singular,
      String kind,
      boolean namespaced,
      boolean writable,
      String shortName) {
    this.group = group;
    this.plural = plural;
    this.singular = singular;
    this.kind = kind;
    this.namespaced = namespaced;
    this.writable = writable;
    this.shortName = shortName;
  }

  String apiVersion() {
    return group.isEmpty() ? "v1" : group + "/v1";
  }

  List<String> verbs() {
    return writable
        ? List.of("create", "delete", "get", "list", "patch", "update", "watch")
        : List.of("get", "list", "watch");
  }

  static Optional<ApiResource> of(String group, String plural) {
    return Arrays.stream(values())
        .filter(known -> known.group.equals(group) && known.plural.equals(plural))
        .findFirst();
  }
}
