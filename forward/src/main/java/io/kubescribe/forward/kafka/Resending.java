package io.kubescribe.forward.kafka;

import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Dispatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads open letters of one forwarder from the log and hands them on. For the thread of its loop.
final class Resending implements ConsumerLoop.Handler {
  private static final long WAIT_NANOS = Duration.ofMillis(20).toNanos();

  private final String forwarder;
  private final TreeSet<Long> numbers;
  private final Dispatcher dispatcher;
  private final LongConsumer resolve;
  private final Runnable ended;

  /// @param numbers letters that are sent again, one at least
  /// @param resolve notes in the log that a letter was dealt with; where that fails, it stays open
  /// @param ended called once when all were handed on
  Resending(
      String forwarder,
      List<Long> numbers,
      Dispatcher dispatcher,
      LongConsumer resolve,
      Runnable ended) {
    this.forwarder = forwarder;
    this.numbers = new TreeSet<>(numbers);
    this.dispatcher = dispatcher;
    this.resolve = resolve;
    this.ended = ended;
  }

  /// After a failure, from the first that is left.
  @Override
  public Checkpoint start() {
    Checkpoint.Partition partition = new Checkpoint.Partition(Topic.DEADLETTERS.topicName(), 0);
    return numbers.isEmpty()
        ? Checkpoint.NONE
        : new Checkpoint(Map.of(partition, numbers.getFirst()), Map.of());
  }

  @Override
  public void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next) {
    if (numbers.isEmpty()) {
      return;
    }
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (numbers.remove(record.offset()) && LetterRecords.forwarder(record).equals(forwarder)) {
        handOn(record);
      }
      // Letters that the log no longer has are passed over.
      numbers.headSet(record.offset()).clear();
    }
    if (numbers.isEmpty()) {
      ended.run();
    }
  }

  private void handOn(ConsumerRecord<byte[], byte[]> record) {
    while (!dispatcher.hasRoom() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(WAIT_NANOS);
    }
    try {
      IndexableEvent event = LetterRecords.event(record);
      dispatcher.accept(event, () -> resolve.accept(record.offset()));
    } catch (UnreadableEventException e) {
      resolve.accept(record.offset());
    }
  }

  @Override
  public void stop() {}
}
