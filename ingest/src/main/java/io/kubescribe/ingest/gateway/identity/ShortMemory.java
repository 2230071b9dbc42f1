package io.kubescribe.ingest.gateway.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Values that count for a while; beyond a number of them the oldest is forgotten first. Safe for
/// use by many threads.
public final class ShortMemory<K, V> {
  private final int most;
  private final Duration lifetime;
  private final InstantSource clock;
  private final Map<K, Known<V>> known = new LinkedHashMap<>();

  private record Known<V>(V value, Instant until) {}

  /// @param most values kept
  /// @param lifetime how long each counts after it was put
  public ShortMemory(int most, Duration lifetime, InstantSource clock) {
    this.most = most;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(known.get(key))
        .filter(found -> !clock.instant().isAfter(found.until()))
        .map(Known::value);
  }

  /// Remembers a value from now on, in place of another.
  public synchronized void put(K key, V value) {
    known.remove(key);
    known.put(key, new Known<>(value, clock.instant().plus(lifetime)));
    if (known.size() > most) {
      known.remove(known.keySet().iterator().next());
    }
  }
}
