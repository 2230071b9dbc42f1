package io.kubescribe.replay.publish;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.kafka.DerivedRecords;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Documents of one session on their way into the log. For one thread.
final class Sending implements Consumer<Derived> {
  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send;
  private final Deque<CompletableFuture<?>> waiting = new ArrayDeque<>();
  private boolean failed;
  private long sent;

  Sending(Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send) {
    this.send = send;
  }

  @Override
  public void accept(Derived document) {
    settle();
    if (!failed) {
      waiting.add(send.apply(DerivedRecords.derivedRecord(document)));
      sent++;
    }
  }

  private void settle() {
    CompletableFuture<?> first = waiting.peek();
    while (first != null && first.isDone()) {
      failed |= first.isCompletedExceptionally();
      waiting.remove();
      first = waiting.peek();
    }
  }

  /// Whether one was not taken; the rest is not sent then.
  boolean hasFailed() {
    settle();
    return failed;
  }

  /// Whether all are durable.
  boolean isDurable() {
    settle();
    return waiting.isEmpty() && !failed;
  }

  /// How many were sent.
  long sent() {
    return sent;
  }
}
