package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.simulated.node.Kubelet;
import io.kubescribe.ingest.simulated.node.ObjectKey;
import io.kubescribe.ingest.simulated.node.ObjectStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the simulated cluster has at first: a web shop in `shop`, a toolbox in `default`. Static.
final class SampleObjects {
  private SampleObjects() {}

  static void create(ObjectStore store, InstantSource clock) {
    for (String name : new String[] {"default", "kube-system", "shop", "dev"}) {
      ObjectNode namespace = object("Namespace", "v1", "", name, clock);
      namespace.putObject("status").put("phase", "Active");
      add(store, "namespaces", namespace);
    }
    ObjectNode node = object("Node", "v1", "", Kubelet.NODE, clock);
    ObjectNode status = node.putObject("status");
    ObjectNode ready = status.putArray("conditions").addObject();
    ready.put("type", "Ready").put("status", "True");
    status
        .putArray("addresses")
        .addObject()
        .put("type", "InternalIP")
        .put("address", Kubelet.NODE_IP);
    status.putObject("nodeInfo").put("kubeletVersion", "v1.32.0-simulated");
    add(store, "nodes", node);
    workload(store, clock);
    ObjectNode toolbox = pod("default", "toolbox", clock);
    container(toolbox, "sh", "toolbox:1", "/bin/sh").put("stdin", true).put("tty", true);
    container(toolbox, "side", "busybox:1", "cat").put("stdin", true);
    container(toolbox, "web", "web:1");
    add(store, "pods", toolbox);
  }

  private static void workload(ObjectStore store, InstantSource clock) {
    String name = "web-6d4b7c9f8d";
    ObjectNode deployment = scaled(object("Deployment", "apps/v1", "shop", "web", clock));
    add(store, "deployments", deployment);
    ObjectNode set = scaled(object("ReplicaSet", "apps/v1", "shop", name, clock));
    owner(set, deployment);
    add(store, "replicasets", set);
    for (String suffix : new String[] {"2xk8p", "9qv7z"}) {
      ObjectNode pod = pod("shop", name + "-" + suffix, clock);
      pod.withObject("/metadata").putObject("labels").put("app", "web");
      owner(pod, set);
      container(pod, "main", "registry.example.com/shop/web:1.4.2");
      add(store, "pods", pod);
    }
  }

  private static ObjectNode scaled(ObjectNode object) {
    object.withObject("/metadata").putObject("labels").put("app", "web");
    ObjectNode spec = object.putObject("spec").put("replicas", 2);
    spec.putObject("selector").putObject("matchLabels").put("app", "web");
    object.putObject("status").put("replicas", 2).put("readyReplicas", 2);
    return object;
  }

  private static void owner(ObjectNode object, ObjectNode owner) {
    object
        .withObject("/metadata")
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", owner.path("apiVersion").asString(""))
        .put("kind", owner.path("kind").asString(""))
        .put("name", owner.path("metadata").path("name").asString(""))
        .put("uid", owner.path("metadata").path("uid").asString(""))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  private static ObjectNode object(
      String kind, String apiVersion, String namespace, String name, InstantSource clock) {
    ObjectNode object = StrictJson.MAPPER.createObjectNode();
    object.put("kind", kind).put("apiVersion", apiVersion);
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    return object;
  }

  private static ObjectNode pod(String namespace, String name, InstantSource clock) {
    ObjectNode pod = object("Pod", "v1", namespace, name, clock);
    pod.putObject("spec").putArray("containers");
    return pod;
  }

  private static ObjectNode container(
      ObjectNode pod, String name, String image, String... command) {
    ObjectNode container =
        ((ArrayNode) pod.path("spec").path("containers"))
            .addObject()
            .put("name", name)
            .put("image", image);
    if (command.length > 0) {
      ArrayNode argv = container.putArray("command");
      for (String word : command) {
        argv.add(word);
      }
    }
    return container;
  }

  private static void add(ObjectStore store, String resource, ObjectNode object) {
    if (resource.equals("pods")) {
      try {
        NewObjects.completePod(object);
      } catch (ApiException e) {
        throw new IllegalStateException("a sample pod is complete", e);
      }
    }
    String namespace = object.path("metadata").path("namespace").asString("");
    String name = object.path("metadata").path("name").asString("");
    var _ = store.create(new ObjectKey(resource, namespace, name), object);
  }

  static void start(ObjectStore store, Kubelet kubelet) {
    for (ObjectNode pod : store.list("pods", "")) {
      kubelet.start(
          new ObjectKey(
              "pods",
              pod.path("metadata").path("namespace").asString(""),
              pod.path("metadata").path("name").asString("")));
    }
  }
}
