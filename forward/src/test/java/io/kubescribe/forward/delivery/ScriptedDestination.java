package io.kubescribe.forward.delivery;

import io.kubescribe.core.store.IndexableEvent;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Answers as a test says, and remembers the batches that it was sent.
final class ScriptedDestination implements Destination {
  final ConcurrentLinkedQueue<List<Item>> batches = new ConcurrentLinkedQueue<>();
  private final Limits limits;
  private volatile Function<List<Item>, Outcome> script = items -> Outcome.delivered(items.size());

  ScriptedDestination(Limits limits) {
    this.limits = limits;
  }

  ScriptedDestination() {
    this(new Limits(500, 1 << 20, 1 << 20));
  }

  void answers(Function<List<Item>, Outcome> next) {
    script = next;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public byte[] prepare(IndexableEvent event) {
    return event.raw().clone();
  }

  @Override
  public Outcome send(List<Item> items) {
    batches.add(items);
    return script.apply(items);
  }

  @Override
  public void close() {}
}
