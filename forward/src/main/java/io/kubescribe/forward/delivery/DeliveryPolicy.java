package io.kubescribe.forward.delivery;

import java.time.Duration;

/// How a destination is treated; not what it is.
///
/// @param requests under way at most
/// @param bytesUnderWay of events taken and not settled; past it no more are wanted
/// @param linger how long a batch waits for more events at most
/// @param ordered whether the events of one partition of the log arrive in its order; one request
///   of each is under way then
/// @param backoff after a failure
/// @param probe how often a destination that a person must help is tried
/// @param patience how long an item that alone is not taken, while others are, is tried
public record DeliveryPolicy(
    int requests,
    long bytesUnderWay,
    Duration linger,
    boolean ordered,
    Backoff backoff,
    Duration probe,
    Duration patience) {
  public static final DeliveryPolicy DEFAULT =
      new DeliveryPolicy(
          8,
          64L << 20,
          Duration.ofMillis(200),
          false,
          Backoff.DEFAULT,
          Duration.ofSeconds(60),
          Duration.ofHours(1));
}
