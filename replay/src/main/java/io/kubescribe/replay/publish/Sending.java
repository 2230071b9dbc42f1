package io.kubescribe.replay.publish;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.kafka.DerivedRecords;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Documents of one session on their way into the log. For one thread.
final class Sending implements Consumer<Derived> {
  /// Documents on their way at a time; the producer's memory is for all sessions.
  private static final int MOST = 500;

  private static final long PATIENCE_SECONDS = 35;

  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send;
  private final Deque<CompletableFuture<?>> waiting = new ArrayDeque<>();
  private boolean failed;
  private long sent;

  Sending(Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send) {
    this.send = send;
  }

  /// Waits while too many are on their way.
  @Override
  public void accept(Derived document) {
    settle();
    if (waiting.size() >= MOST && !failed) {
      awaitFirst(waiting.remove());
    }
    if (!failed) {
      waiting.add(send.apply(DerivedRecords.derivedRecord(document)));
      sent++;
    }
  }

  private void awaitFirst(CompletableFuture<?> first) {
    try {
      var _ = first.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      failed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed = true;
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
