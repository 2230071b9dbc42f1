package io.kubescribe.index;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.ByteSize;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// How events are indexed and how long they are kept.
///
/// @param store which search store
/// @param retention how long events are kept after they were received; whole slices go, so up to a
///   slice's length more
/// @param commitInterval how often the store is made durable while events arrive; what a crash
///   replays from the log
/// @param commitSize bytes of events after which it is made durable earlier
/// @param slice span of event time that shares one index: a day below about 500 events/s, an hour
///   above, so that a slice keeps below 50 million events. May be changed; old slices keep theirs
/// @param memory heap for events that are not yet written to a segment, over all slices
/// @param queryTimeout longest a single read may take
public record IndexConfig(
    Store store,
    Duration retention,
    Duration commitInterval,
    ByteSize commitSize,
    Duration slice,
    ByteSize memory,
    Duration queryTimeout) {
  /// The kinds of search store.
  public enum Store {
    LUCENE
  }

  private static final Duration SHORTEST_SLICE = Duration.ofMinutes(10);
  private static final Duration LONGEST_SLICE = Duration.ofDays(28);
  private static final ByteSize LEAST_MEMORY = ByteSize.ofMebibytes(16);

  public static final IndexConfig DEFAULT =
      new IndexConfig(
          Store.LUCENE,
          Duration.ofDays(400),
          Duration.ofSeconds(5),
          ByteSize.ofMebibytes(64),
          Duration.ofDays(1),
          ByteSize.ofMebibytes(128),
          Duration.ofSeconds(10));

  /// @throws ConfigException if a value is out of range
  public IndexConfig {
    positive("retention", retention);
    positive("commitInterval", commitInterval);
    positive("queryTimeout", queryTimeout);
    if (commitSize.bytes() < 1) {
      throw new ConfigException("index.commitSize: must be positive, was " + commitSize);
    }
    if (slice.compareTo(SHORTEST_SLICE) < 0
        || slice.compareTo(LONGEST_SLICE) > 0
        || !slice.equals(slice.truncatedTo(ChronoUnit.SECONDS))) {
      throw new ConfigException(
          "index.slice: must be whole seconds from PT10M to PT672H, was " + slice);
    }
    if (memory.bytes() < LEAST_MEMORY.bytes()) {
      throw new ConfigException(
          "index.memory: must be at least " + LEAST_MEMORY + ", was " + memory);
    }
  }

  /// The same for what is derived from recordings, which is a small part of all: a quarter of the
  /// memory.
  public IndexConfig forSessions() {
    ByteSize quarter = new ByteSize(Math.max(LEAST_MEMORY.bytes(), memory.bytes() / 4));
    return new IndexConfig(
        store, retention, commitInterval, commitSize, slice, quarter, queryTimeout);
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new ConfigException("index." + key + ": must be positive, was " + value);
    }
  }
}
