package io.kubescribe.ingest.simulated.node;

import io.kubescribe.ingest.simulated.process.MemoryFiles;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What runs of one pod. Its containers share one file system, which a real pod's do not. Safe for
/// use by many threads.
final class PodRuntime {
  private final MemoryFiles files;
  private final Map<String, ContainerRuntime> containers = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  PodRuntime(MemoryFiles files) {
    this.files = files;
  }

  MemoryFiles files() {
    return files;
  }

  Optional<ContainerRuntime> container(String name) {
    return Optional.ofNullable(containers.get(name));
  }

  void set(ContainerRuntime container) {
    containers.put(container.container().name(), container);
  }

  boolean isStopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
    containers.values().forEach(ContainerRuntime::stop);
  }
}
