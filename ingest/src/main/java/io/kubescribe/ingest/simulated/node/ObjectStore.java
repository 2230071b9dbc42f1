package io.kubescribe.ingest.simulated.node;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// The objects of the cluster, with resource versions and a history for watches. What it hands out
/// must not be changed. Safe for use by many threads.
public final class ObjectStore {
  private static final int HISTORY = 2000;

  private final Map<ObjectKey, ObjectNode> objects =
      new TreeMap<>(
          Comparator.comparing(ObjectKey::resource)
              .thenComparing(ObjectKey::namespace)
              .thenComparing(ObjectKey::name));
  private final ArrayDeque<Change> history = new ArrayDeque<>();
  private long version = 100;
  private boolean closed;

  public synchronized Optional<ObjectNode> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key));
  }

  /// @param namespace empty for all
  public synchronized List<ObjectNode> list(String resource, String namespace) {
    return objects.entrySet().stream()
        .filter(entry -> matches(entry.getKey(), resource, namespace))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static boolean matches(ObjectKey key, String resource, String namespace) {
    return key.resource().equals(resource)
        && (namespace.isEmpty() || key.namespace().equals(namespace));
  }

  /// Of the last change.
  public synchronized long version() {
    return version;
  }

  /// Adds an object.
  ///
  /// @return the object as kept; empty if there is one of this name
  public synchronized Optional<ObjectNode> create(ObjectKey key, ObjectNode object) {
    return objects.containsKey(key)
        ? Optional.empty()
        : Optional.of(store(key, object.deepCopy(), "ADDED"));
  }

  /// Changes an object in one step.
  ///
  /// @param change works on a copy
  /// @return the object as kept; empty if there is none
  public synchronized Optional<ObjectNode> update(ObjectKey key, UnaryOperator<ObjectNode> change) {
    ObjectNode there = objects.get(key);
    return there == null
        ? Optional.empty()
        : Optional.of(store(key, change.apply(there.deepCopy()), "MODIFIED"));
  }

  /// @return the object as it was; empty if there is none
  public synchronized Optional<ObjectNode> delete(ObjectKey key) {
    ObjectNode there = objects.remove(key);
    if (there == null) {
      return Optional.empty();
    }
    ObjectNode last = there.deepCopy();
    record(key, last, "DELETED");
    return Optional.of(last);
  }

  private ObjectNode store(ObjectKey key, ObjectNode object, String type) {
    objects.put(key, object);
    record(key, object, type);
    return object;
  }

  private void record(ObjectKey key, ObjectNode object, String type) {
    version++;
    object.withObject("/metadata").put("resourceVersion", Long.toString(version));
    history.add(new Change(version, type, key, object));
    if (history.size() > HISTORY) {
      history.remove();
    }
    notifyAll();
  }

  /// The changes after a version, and waits for the first.
  ///
  /// @param namespace empty for all
  /// @return empty once the time is over or the store is closed
  public synchronized List<Change> changes(
      String resource, String namespace, long after, long waitMillis) throws InterruptedException {
    long end = System.nanoTime() + waitMillis * 1_000_000;
    while (true) {
      List<Change> found =
          history.stream()
              .filter(change -> change.version() > after)
              .filter(change -> matches(change.key(), resource, namespace))
              .toList();
      long left = (end - System.nanoTime()) / 1_000_000;
      if (!found.isEmpty() || left <= 0 || closed) {
        return found;
      }
      wait(left);
    }
  }

  /// Whether a watch may still begin behind this version.
  public synchronized boolean knows(long after) {
    return history.isEmpty() || after >= history.element().version() - 1;
  }

  /// Ends the watches.
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  public synchronized boolean isClosed() {
    return closed;
  }
}
