package io.kubescribe.ingest.simulated.node;

import io.kubescribe.ingest.simulated.process.Container;
import io.kubescribe.ingest.simulated.process.MemoryFiles;
import io.kubescribe.ingest.simulated.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The simulated node: starts the containers of pods and keeps their status. No process of this
/// machine is ever started. Safe for use by many threads.
public final class Kubelet {
  /// The one node's name.
  public static final String NODE = "simulated-node-1";

  /// The one node's address; nothing answers there.
  public static final String NODE_IP = "192.0.2.10";

  private static final long FILES_OF_A_POD = 64L << 20;
  private static final long RESTART_MILLIS = 1000;

  private final ObjectStore store;
  private final Program programs;
  private final InstantSource clock;
  private final Map<ObjectKey, PodRuntime> pods = new ConcurrentHashMap<>();
  private final AtomicInteger addresses = new AtomicInteger(1);

  /// @param programs runs every command
  public Kubelet(ObjectStore store, Program programs, InstantSource clock) {
    this.store = store;
    this.programs = programs;
    this.clock = clock;
  }

  /// Runs a pod that was just stored: it is pending first, and running before this returns.
  public void start(ObjectKey pod) {
    String address = "10.244.0." + (addresses.getAndIncrement() % 250 + 2);
    PodRuntime runtime = new PodRuntime(new MemoryFiles(FILES_OF_A_POD, clock));
    try {
      CannedFiles.write(runtime.files(), pod.name(), address);
    } catch (IOException e) {
      throw new UncheckedIOException("the canned files fit", e);
    }
    pods.put(pod, runtime);
    store.update(
        pod,
        object -> {
          PodStatus.pending(object, NODE_IP, address, clock.instant());
          return object;
        });
    store
        .get(pod)
        .ifPresent(object ->
            PodStatus.containers(object, PodStatus.Kind.MAIN)
                .forEach(spec -> startContainer(pod, runtime, PodStatus.Kind.MAIN, spec)));
  }

  /// Starts the ephemeral containers that are in the pod's object and do not run yet.
  public void startEphemeral(ObjectKey pod) {
    PodRuntime runtime = pods.get(pod);
    Optional<ObjectNode> object = store.get(pod);
    if (runtime == null || object.isEmpty()) {
      return;
    }
    for (JsonNode spec : PodStatus.containers(object.get(), PodStatus.Kind.EPHEMERAL)) {
      if (runtime.container(spec.path("name").asString("")).isEmpty()) {
        startContainer(pod, runtime, PodStatus.Kind.EPHEMERAL, spec);
      }
    }
  }

  private void startContainer(
      ObjectKey pod, PodRuntime runtime, PodStatus.Kind kind, JsonNode spec) {
    String name = spec.path("name").asString("");
    Container container =
        new Container(
            pod.namespace(),
            pod.name(),
            name,
            spec.path("image").asString(""),
            environment(pod, spec),
            runtime.files());
    ContainerRuntime started =
        new ContainerRuntime(
            container,
            new ContainerRuntime.Terms(
                argv(spec),
                spec.path("tty").asBoolean(false),
                spec.path("stdin").asBoolean(false),
                spec.path("stdinOnce").asBoolean(false)),
            clock);
    runtime.set(started);
    String id = UUID.randomUUID().toString().replace("-", "").repeat(2);
    store.update(
        pod,
        object -> {
          PodStatus.running(object, kind, spec, id, clock.instant());
          return object;
        });
    started.start(programs, code -> containerEnded(pod, runtime, kind, spec, code));
  }

  private static List<String> argv(JsonNode spec) {
    List<String> argv =
        new ArrayList<>(spec.path("command").valueStream().map(JsonNode::asString).toList());
    spec.path("args").valueStream().map(JsonNode::asString).forEach(argv::add);
    return argv.isEmpty() ? Images.command(spec.path("image").asString("")) : argv;
  }

  private static Map<String, String> environment(ObjectKey pod, JsonNode spec) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put("HOSTNAME", pod.name());
    environment.put("HOME", "/root");
    environment.put("KUBERNETES_SERVICE_HOST", "10.96.0.1");
    environment.put("KUBERNETES_SERVICE_PORT", "443");
    spec.path("env")
        .forEach(
            one -> environment.put(one.path("name").asString(""), one.path("value").asString("")));
    return environment;
  }

  private void containerEnded(
      ObjectKey pod, PodRuntime runtime, PodStatus.Kind kind, JsonNode spec, int code) {
    if (runtime.isStopped()) {
      return;
    }
    String name = spec.path("name").asString("");
    Optional<ObjectNode> now =
        store.update(
            pod,
            object -> {
              PodStatus.ended(object, kind, name, code, clock.instant());
              return object;
            });
    String policy =
        now.map(object -> object.path("spec").path("restartPolicy").asString("")).orElse("Never");
    boolean again = policy.equals("Always") || (policy.equals("OnFailure") && code != 0);
    if (kind == PodStatus.Kind.MAIN && again) {
      restartLater(pod, runtime, spec, name);
    }
  }

  private void restartLater(ObjectKey pod, PodRuntime runtime, JsonNode spec, String name) {
    Thread.ofVirtual()
        .name("simulated-restart")
        .start(() -> {
          try {
            Thread.sleep(RESTART_MILLIS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
          }
          if (runtime.isStopped() || pods.get(pod) != runtime) {
            return;
          }
          store.update(
              pod,
              object -> {
                PodStatus.restarting(object, name);
                return object;
              });
          startContainer(pod, runtime, PodStatus.Kind.MAIN, spec);
        });
  }

  /// Stops the pod's containers; its object is the caller's.
  public void stop(ObjectKey pod) {
    PodRuntime runtime = pods.remove(pod);
    if (runtime != null) {
      runtime.stop();
    }
  }

  /// @return empty if there is none, running or ended
  public Optional<ContainerRuntime> container(ObjectKey pod, String name) {
    PodRuntime runtime = pods.get(pod);
    return runtime == null ? Optional.empty() : runtime.container(name);
  }

  /// Runs a further command, as exec does.
  public Program programs() {
    return programs;
  }

  /// Stops everything.
  public void close() {
    pods.keySet().forEach(this::stop);
  }
}
