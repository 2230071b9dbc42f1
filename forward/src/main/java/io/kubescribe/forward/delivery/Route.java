package io.kubescribe.forward.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all deliveries to one destination share. Safe for use by many threads.
record Route(
    String name,
    Destination destination,
    DeliveryPolicy policy,
    Gate gate,
    DeadLetters deadLetters,
    DeliveryMetrics metrics,
    RandomGenerator random,
    InstantSource clock) {
  private static final Logger log = LoggerFactory.getLogger(Route.class);

  /// Keeps the item as a dead letter, which settles it, and waits until that is durable, however
  /// long it takes.
  void bury(Parcel parcel, String reason) throws InterruptedException {
    Instant now = clock.instant();
    DeadLetter letter = new DeadLetter(name, parcel.item().event(), reason, parcel.attempts(), now);
    for (int attempt = 1; !kept(letter); attempt++) {
      Thread.sleep(policy.backoff().next(attempt, random));
    }
    metrics.buried();
    parcel.settle();
  }

  private boolean kept(DeadLetter letter) throws InterruptedException {
    try {
      deadLetters.keep(letter).get();
      return true;
    } catch (ExecutionException e) {
      log.atWarn()
          .addKeyValue("forwarder", name)
          .setCause(e)
          .log("dead letter could not be kept; trying again");
      return false;
    }
  }

  /// Makes the item smaller, if that is possible.
  boolean shrink(Parcel parcel) {
    Optional<Item> smaller = Shrinking.smaller(destination, parcel.item().event());
    smaller.ifPresent(parcel::replace);
    return smaller.isPresent();
  }

  boolean lostPatience(Parcel parcel) {
    return parcel.nanosSinceFirstTry(System.nanoTime()) >= policy.patience().toNanos();
  }
}
