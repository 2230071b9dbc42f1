package io.kubescribe.testkit.forward;

import java.time.Duration;
import java.util.Random;

/// What goes wrong at a fake receiver, by chance and by order. Safe for use by many threads.
public final class Faults {
  private final Random random;
  private volatile double busy;
  private volatile double down;
  private volatile double dropped;
  private volatile double partial;
  private volatile int status;
  private volatile String header = "";
  private volatile Duration latency = Duration.ZERO;

  public Faults(long seed) {
    random = new Random(seed);
  }

  /// The share of requests that are answered 429.
  public Faults busy(double share) {
    busy = share;
    return this;
  }

  /// The share of requests that are answered 503.
  public Faults down(double share) {
    down = share;
    return this;
  }

  /// The share of requests that are taken and never answered.
  public Faults dropped(double share) {
    dropped = share;
    return this;
  }

  /// The share of items that are not taken this time, where answers are given for each item.
  public Faults partial(double share) {
    partial = share;
    return this;
  }

  /// Every request is answered so and nothing is taken; 0 for no such order.
  public Faults status(int always) {
    status = always;
    return this;
  }

  /// The value of `Retry-After` of failures, none if empty.
  public Faults retryAfter(String value) {
    header = value;
    return this;
  }

  /// Time that every request takes at least.
  public Faults latency(Duration atLeast) {
    latency = atLeast;
    return this;
  }

  Duration latency() {
    return latency;
  }

  String retryAfter() {
    return header;
  }

  /// The status that this request fails with, 0 if it does not.
  int failure() {
    if (status != 0) {
      return status;
    }
    double at = random.nextDouble();
    return at < busy ? 429 : at < busy + down ? 503 : 0;
  }

  boolean drops() {
    return dropped > 0 && random.nextDouble() < dropped;
  }

  boolean refusesItem() {
    return partial > 0 && random.nextDouble() < partial;
  }
}
