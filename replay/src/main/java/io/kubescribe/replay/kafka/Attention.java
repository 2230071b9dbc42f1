package io.kubescribe.replay.kafka;

import io.kubescribe.core.store.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Since when each partition is read as it grows. Silence counts only from then on: while the log
/// is away, or there is more to read, or this process was held up, nothing is known of a gateway.
/// For the loop's thread.
final class Attention {
  /// Turns come every 200 ms. After a longer pause the clock was set, or the machine slept.
  private static final Duration LONGEST_TURN = Duration.ofSeconds(10);

  private final Map<Checkpoint.Partition, Instant> since = new HashMap<>();
  private @Nullable Instant lastTurn;
  private int all;

  /// Notes a turn of the loop.
  ///
  /// @param reachable whether the log answers
  /// @param ends the offset after the newest record of each partition
  void turn(Instant now, boolean reachable, Checkpoint next, Map<Checkpoint.Partition, Long> ends) {
    Instant last = lastTurn;
    if (last == null || Duration.between(last, now).abs().compareTo(LONGEST_TURN) > 0) {
      since.clear();
    }
    lastTurn = now;
    next.nextOffsets()
        .forEach((partition, offset) -> {
          if (reachable && offset >= ends.getOrDefault(partition, Long.MAX_VALUE)) {
            since.putIfAbsent(partition, now);
          } else {
            since.remove(partition);
          }
        });
    since.keySet().retainAll(next.nextOffsets().keySet());
    all = next.nextOffsets().size();
  }

  /// Since when; empty if it is not read as it grows now.
  ///
  /// @param partition null for all of them
  Optional<Instant> since(Checkpoint.@Nullable Partition partition) {
    if (partition != null) {
      return Optional.ofNullable(since.get(partition));
    }
    return since.size() < all || since.isEmpty()
        ? Optional.empty()
        : since.values().stream().max(Instant::compareTo);
  }
}
