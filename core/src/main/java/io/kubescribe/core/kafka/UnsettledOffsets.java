package io.kubescribe.core.kafka;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The records of one partition that were handed on and are not settled yet. Records may be settled
/// in any order; what may be committed is the offset before which all are. Safe for use by many
/// threads.
final class UnsettledOffsets {
  /// Times of the records, in milliseconds since the epoch, by offset.
  private final TreeMap<Long, Long> unsettled = new TreeMap<>();

  private long next;

  /// @param next the first offset that will be handed on
  UnsettledOffsets(long next) {
    this.next = next;
  }

  /// Notes a record that is handed on, in order.
  synchronized void handOn(long offset, long timeMillis) {
    unsettled.put(offset, timeMillis);
    next = offset + 1;
  }

  synchronized void settle(long offset) {
    unsettled.remove(offset);
  }

  /// Every record before this offset is settled.
  synchronized long settledTo() {
    return unsettled.isEmpty() ? next : unsettled.firstKey();
  }

  /// Records from the first that is not settled to the last handed on.
  synchronized long span() {
    return next - settledTo();
  }

  /// Time of the first record that is not settled, null if all are.
  synchronized @Nullable Long oldestMillis() {
    return unsettled.isEmpty() ? null : unsettled.firstEntry().getValue();
  }
}
