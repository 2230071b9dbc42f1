package io.kubescribe.forward.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one batch to its end: each item is delivered or a dead letter, however many requests that
/// takes. An item that is refused holds up none of the others.
///
/// A request that is refused as a whole is halved until the item is found that is the reason; the
/// others go on with each half. For one thread.
final class Delivery implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  /// Requests in vain, while others succeed, after which a batch is halved: one item may be why.
  private static final int STUBBORN = 8;

  private final Route route;
  private final Deque<List<Parcel>> work = new ArrayDeque<>();

  Delivery(Route route, List<Parcel> batch) {
    this.route = route;
    work.add(batch);
  }

  @Override
  public void run() {
    try {
      while (!work.isEmpty()) {
        List<Parcel> batch = work.removeFirst();
        settle(batch, attempt(batch));
      }
    } catch (InterruptedException e) {
      // The process ends; what is not settled comes again from the log.
      Thread.currentThread().interrupt();
    }
  }

  private Outcome attempt(List<Parcel> batch) throws InterruptedException {
    route.gate().enter();
    boolean left = false;
    try {
      long began = System.nanoTime();
      batch.forEach(parcel -> parcel.tried(began));
      Outcome outcome = send(batch);
      Duration wait = route.gate().leave(outcome, batch.getFirst().attempts());
      left = true;
      route.metrics().request(outcome, System.nanoTime() - began);
      Thread.sleep(wait);
      return outcome;
    } finally {
      if (!left) {
        route.gate().leaveUnused();
      }
    }
  }

  private Outcome send(List<Parcel> batch) throws InterruptedException {
    try {
      Outcome outcome = route.destination().send(batch.stream().map(Parcel::item).toList());
      if (outcome.fates().size() == batch.size()) {
        return outcome;
      }
      return Outcome.again(batch.size(), Signal.DOWN, "answer does not name each item");
    } catch (RuntimeException e) {
      // A fault of ours must cost neither the events nor the thread.
      log.atError().addKeyValue("forwarder", route.name()).setCause(e).log("request failed");
      return Outcome.again(batch.size(), Signal.DOWN, "fault in the forwarder: " + e);
    }
  }

  private void settle(List<Parcel> batch, Outcome outcome) throws InterruptedException {
    List<Parcel> again = new ArrayList<>();
    List<Parcel> doubtful = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < batch.size(); i++) {
      Parcel parcel = batch.get(i);
      switch (outcome.fates().get(i)) {
        case Fate.Delivered(boolean known) -> {
          bytes += parcel.item().body().length;
          route.metrics().delivered(known);
          parcel.settle();
        }
        case Fate.Again() -> again.add(parcel);
        case Fate.Refused(String reason) -> route.bury(parcel, reason);
        case Fate.Suspect(String reason) -> {
          if (batch.size() == 1) {
            route.bury(parcel, reason);
          } else {
            doubtful.add(parcel);
          }
        }
        case Fate.TooLarge(String reason) -> {
          if (batch.size() > 1) {
            doubtful.add(parcel);
          } else if (route.shrink(parcel)) {
            again.add(parcel);
          } else {
            route.bury(parcel, reason);
          }
        }
      }
    }
    route.metrics().bytes(bytes);
    route.metrics().retried(again.size());
    putBack(again, outcome);
    halve(doubtful);
  }

  private void putBack(List<Parcel> again, Outcome outcome) throws InterruptedException {
    if (again.isEmpty()) {
      return;
    }
    Parcel first = again.getFirst();
    boolean stubborn =
        first.attempts() >= STUBBORN
            && !outcome.signal().blocks()
            && route.metrics().deliveredWithin(first.nanosSinceFirstTry(System.nanoTime()));
    if (stubborn && again.size() > 1) {
      halve(again);
    } else if (stubborn && route.lostPatience(first)) {
      route.bury(
          first, "not taken in %d attempts: %s".formatted(first.attempts(), outcome.message()));
    } else {
      work.addFirst(again);
    }
  }

  private void halve(List<Parcel> parcels) {
    if (parcels.size() < 2) {
      if (!parcels.isEmpty()) {
        work.addFirst(parcels);
      }
      return;
    }
    int middle = parcels.size() / 2;
    work.addFirst(List.copyOf(parcels.subList(middle, parcels.size())));
    work.addFirst(List.copyOf(parcels.subList(0, middle)));
  }
}
