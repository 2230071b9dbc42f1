package io.kubescribe.forward.delivery;

/// An item under way. Used by one thread after another.
final class Parcel {
  private final Runnable settled;
  private final long weight;
  private Item item;
  private int attempts;
  private long firstTriedNanos;

  /// @param settled called once, when the item is delivered or kept as a dead letter
  Parcel(Item item, Runnable settled) {
    this.item = item;
    this.settled = settled;
    this.weight = (long) item.event().raw().length + item.body().length;
  }

  Item item() {
    return item;
  }

  /// Bytes that it holds in memory.
  long weight() {
    return weight;
  }

  int attempts() {
    return attempts;
  }

  /// @param now of a clock that only goes forward
  void tried(long now) {
    if (attempts++ == 0) {
      firstTriedNanos = now;
    }
  }

  long nanosSinceFirstTry(long now) {
    return attempts == 0 ? 0 : now - firstTriedNanos;
  }

  /// The same event in a smaller form.
  void replace(Item smaller) {
    item = smaller;
  }

  void settle() {
    settled.run();
  }
}
