package io.kubescribe.ingest.simulated.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes the status of a pod's object, as the kubelet does. Static.
final class PodStatus {
  /// In which list of the spec a container stands, and its list in the status.
  enum Kind {
    MAIN("containers", "containerStatuses"),
    EPHEMERAL("ephemeralContainers", "ephemeralContainerStatuses");

    final String spec;
    final String status;

    Kind(String spec, String status) {
      this.spec = spec;
      this.status = status;
    }
  }

  private PodStatus() {}

  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static List<JsonNode> containers(JsonNode pod, Kind kind) {
    return pod.path("spec").path(kind.spec).valueStream().toList();
  }

  static void pending(ObjectNode pod, String nodeIp, String podIp, Instant now) {
    ObjectNode status = pod.withObject("/status");
    status.put("phase", "Pending");
    status.put("hostIP", nodeIp);
    status.putArray("hostIPs").addObject().put("ip", nodeIp);
    status.put("podIP", podIp);
    status.putArray("podIPs").addObject().put("ip", podIp);
    status.put("startTime", time(now));
    status.put("qosClass", "BestEffort");
    condition(status, "Initialized", true, now);
    condition(status, "PodScheduled", true, now);
    ready(status, false, now);
  }

  private static void ready(ObjectNode status, boolean ready, Instant now) {
    condition(status, "Ready", ready, now);
    condition(status, "ContainersReady", ready, now);
  }

  private static void condition(ObjectNode status, String type, boolean value, Instant now) {
    ObjectNode condition = named(status.withArray("/conditions"), "type", type);
    condition.putNull("lastProbeTime");
    condition.put("lastTransitionTime", time(now));
    condition.put("status", value ? "True" : "False");
  }

  private static ObjectNode named(ArrayNode list, String key, String value) {
    Optional<ObjectNode> there =
        list.valueStream()
            .filter(item -> item.path(key).asString("").equals(value))
            .map(ObjectNode.class::cast)
            .findFirst();
    return there.orElseGet(() -> list.addObject().put(key, value));
  }

  private static ObjectNode container(ObjectNode pod, Kind kind, String name) {
    return named(pod.withObject("/status").withArray("/" + kind.status), "name", name);
  }

  static void running(ObjectNode pod, Kind kind, JsonNode spec, String id, Instant now) {
    String name = spec.path("name").asString("");
    ObjectNode container = container(pod, kind, name);
    container.put("image", spec.path("image").asString(""));
    container.put("imageID", "simulated://" + spec.path("image").asString(""));
    container.put("containerID", "simulated://" + id);
    container.put("ready", kind == Kind.MAIN);
    container.put("started", true);
    container.put("restartCount", container.path("restartCount").asInt(0));
    container.withObject("/lastState");
    container.putObject("state").putObject("running").put("startedAt", time(now));
    phase(pod, now);
  }

  static void ended(ObjectNode pod, Kind kind, String name, int code, Instant now) {
    ObjectNode container = container(pod, kind, name);
    String started = container.path("state").path("running").path("startedAt").asString(time(now));
    container.put("ready", false);
    container.put("started", false);
    ObjectNode end = container.putObject("state").putObject("terminated");
    end.put("exitCode", code);
    end.put("reason", code == 0 ? "Completed" : "Error");
    end.put("startedAt", started);
    end.put("finishedAt", time(now));
    end.put("containerID", container.path("containerID").asString(""));
    phase(pod, now);
  }

  static void restarting(ObjectNode pod, String name) {
    ObjectNode container = container(pod, Kind.MAIN, name);
    container.put("restartCount", container.path("restartCount").asInt(0) + 1);
    container.set("lastState", container.path("state").deepCopy());
  }

  private static void phase(ObjectNode pod, Instant now) {
    ObjectNode status = pod.withObject("/status");
    List<JsonNode> all = status.path(Kind.MAIN.status).valueStream().toList();
    boolean running = all.stream().anyMatch(one -> one.path("state").has("running"));
    boolean failed =
        all.stream()
            .anyMatch(one -> one.path("state").path("terminated").path("exitCode").asInt(0) != 0);
    boolean restarts = !pod.path("spec").path("restartPolicy").asString("").equals("Never");
    String phase = running || restarts ? "Running" : failed ? "Failed" : "Succeeded";
    status.put("phase", phase);
    ready(status, all.stream().allMatch(one -> one.path("ready").asBoolean(false)), now);
  }
}
