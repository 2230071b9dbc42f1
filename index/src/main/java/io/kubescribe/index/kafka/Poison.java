package io.kubescribe.index.kafka;

import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.store.Checkpoint;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Records that made the store fail, until the checkpoint has passed them: when they are read again
/// they are not tried again, since some faults close the store for good.
final class Poison {
  private record Place(Checkpoint.Partition partition, long offset) {}

  private final Map<Place, UnreadableEventException> known = new HashMap<>();

  UnreadableEventException add(ConsumerRecord<byte[], byte[]> record, RuntimeException fault) {
    UnreadableEventException reason =
        new UnreadableEventException("store-fault", fault.getClass().getName());
    known.put(place(record), reason);
    return reason;
  }

  /// @throws UnreadableEventException if this record made the store fail
  void check(ConsumerRecord<byte[], byte[]> record) throws UnreadableEventException {
    if (!known.isEmpty()) {
      UnreadableEventException reason = known.get(place(record));
      if (reason != null) {
        throw reason;
      }
    }
  }

  /// Forgets what is not read again.
  void passed(Checkpoint checkpoint) {
    known
        .keySet()
        .removeIf(
            place -> place.offset() < checkpoint.nextOffsets().getOrDefault(place.partition(), 0L));
  }

  private static Place place(ConsumerRecord<byte[], byte[]> record) {
    return new Place(new Checkpoint.Partition(record.topic(), record.partition()), record.offset());
  }
}
