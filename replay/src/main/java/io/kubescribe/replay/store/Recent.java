package io.kubescribe.replay.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The values that were asked for last. Safe for use by many threads.
final class Recent<K, V> {
  private final Map<K, V> values;

  /// @param most values kept
  Recent(int most) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized @Nullable V get(K key) {
    return values.get(key);
  }

  synchronized void put(K key, V value) {
    values.put(key, value);
  }

  synchronized V getOr(K key, Function<K, V> make) {
    return values.computeIfAbsent(key, make);
  }
}
