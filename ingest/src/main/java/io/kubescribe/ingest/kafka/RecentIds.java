package io.kubescribe.ingest.kafka;

import io.kubescribe.core.audit.AuditEventId;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Ids of the events that became durable within the last 10 minutes, as many as fit. Safe for use
/// by many threads.
///
/// It keeps 8 bytes of each hash: enough to count by, too little to leave an event out by, since
/// two events with the same 8 bytes can be made.
final class RecentIds {
  static final int DEFAULT_CAPACITY = 2_000_000;

  private static final long MINUTES = 10;
  private static final int BUCKETS = 10;

  private record Bucket(long minute, LongSet ids) {}

  private final int capacity;
  private final InstantSource clock;
  private final ArrayDeque<Bucket> buckets = new ArrayDeque<>();
  private int size;

  /// @param capacity the most ids; 16 to 32 bytes each
  RecentIds(int capacity, InstantSource clock) {
    this.capacity = capacity;
    this.clock = clock;
  }

  /// Notes ids.
  ///
  /// @return how many of them were known, or stand here more than once
  synchronized int add(List<AuditEventId> ids) {
    long minute = TimeUnit.MILLISECONDS.toMinutes(clock.millis());
    while (!buckets.isEmpty() && buckets.getFirst().minute() < minute - MINUTES) {
      size -= buckets.removeFirst().ids().size();
    }
    int known = 0;
    for (AuditEventId id : ids) {
      long hash = ByteBuffer.wrap(id.bytes()).getLong();
      if (contains(hash)) {
        known++;
      } else {
        newest(minute).add(hash);
        size++;
      }
    }
    return known;
  }

  private boolean contains(long hash) {
    for (Bucket bucket : buckets) {
      if (bucket.ids().contains(hash)) {
        return true;
      }
    }
    return false;
  }

  private LongSet newest(long minute) {
    Bucket last = buckets.peekLast();
    if (last == null || last.minute() < minute || last.ids().size() >= capacity / BUCKETS) {
      last = new Bucket(minute, new LongSet());
      buckets.addLast(last);
    }
    while (size >= capacity) {
      size -= buckets.removeFirst().ids().size();
    }
    return last.ids();
  }

  /// A set of hashes by open addressing; 0 marks a free place.
  private static final class LongSet {
    private static final int LEAST = 1 << 10;
    private long[] places = new long[LEAST];
    private int size;

    int size() {
      return size;
    }

    boolean contains(long hash) {
      return places[place(places, hash)] != 0;
    }

    void add(long hash) {
      if (2 * (size + 1) > places.length) {
        long[] larger = new long[2 * places.length];
        Arrays.stream(places)
            .filter(place -> place != 0)
            .forEach(place -> larger[place(larger, place)] = place);
        places = larger;
      }
      places[place(places, hash)] = nonZero(hash);
      size++;
    }

    private static int place(long[] places, long hash) {
      long wanted = nonZero(hash);
      int at = (int) wanted & (places.length - 1);
      while (places[at] != 0 && places[at] != wanted) {
        at = (at + 1) & (places.length - 1);
      }
      return at;
    }

    private static long nonZero(long hash) {
      return hash == 0 ? 1 : hash;
    }
  }
}
