package io.kubescribe.forward.delivery;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Keeps dead letters in memory, or fails to when told so.
public final class KeptLetters implements DeadLetters {
  private final ConcurrentLinkedQueue<DeadLetter> letters = new ConcurrentLinkedQueue<>();
  private volatile boolean fails;

  public void fails(boolean now) {
    fails = now;
  }

  public List<DeadLetter> letters() {
    return List.copyOf(letters);
  }

  public List<String> ids() {
    return letters.stream().map(letter -> letter.event().id().value()).toList();
  }

  @Override
  public CompletableFuture<?> keep(DeadLetter letter) {
    if (fails) {
      return CompletableFuture.failedFuture(new IllegalStateException("as asked for"));
    }
    letters.add(letter);
    return CompletableFuture.completedFuture(null);
  }
}
