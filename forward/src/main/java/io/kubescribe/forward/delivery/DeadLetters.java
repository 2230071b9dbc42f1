package io.kubescribe.forward.delivery;

import java.util.concurrent.CompletableFuture;

/// Where dead letters are kept. Safe for use by many threads.
@FunctionalInterface
public interface DeadLetters {
  /// Keeps a letter; never throws.
  ///
  /// @return completes when the letter is durable, or with the reason why it may not be
  CompletableFuture<?> keep(DeadLetter letter);
}
