package io.kubescribe.forward.delivery;

import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Takes events for one destination, makes batches of them and brings each batch to its end on a
/// virtual thread. Safe for use by many threads; closes the destination with it.
public final class Dispatcher implements Closeable {
  private static final Checkpoint.Partition ANY = new Checkpoint.Partition("", 0);

  /// Batches of one partition that must arrive in order run one after another, behind `last`.
  private static final class Lane {
    List<Parcel> batch = new ArrayList<>();
    long bytes;
    long begunNanos;
    CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);
  }

  private final Route route;
  private final Limits limits;
  private final ExecutorService workers;
  private final Map<Checkpoint.Partition, Lane> lanes = new HashMap<>();
  private final AtomicLong bytesUnderWay = new AtomicLong();
  private final AtomicLong eventsUnderWay = new AtomicLong();

  /// @param name of the forwarder, in letters, figures and logs
  public Dispatcher(
      String name,
      Destination destination,
      DeliveryPolicy policy,
      DeadLetters deadLetters,
      MeterRegistry registry,
      InstantSource clock) {
    Random random = new Random();
    this.route =
        new Route(
            name,
            destination,
            policy,
            new Gate(policy, random, System::nanoTime),
            deadLetters,
            new DeliveryMetrics(name, registry, clock),
            random,
            clock);
    this.limits = destination.limits();
    this.workers =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("forward-" + name + "-", 0).factory());
  }

  /// Takes an event; does not wait.
  ///
  /// @param settled called once by any thread when the destination has the event or it is kept as a
  ///   dead letter; never if the process ends before
  public synchronized void accept(IndexableEvent event, Runnable settled) {
    Item item;
    try {
      item = fitting(event);
    } catch (UnsendableException e) {
      Parcel parcel = parcel(new Item(event, new byte[0]), settled);
      workers.execute(() -> bury(parcel, String.valueOf(e.getMessage())));
      return;
    }
    Parcel parcel = parcel(item, settled);
    Lane lane = lane(event);
    int size = item.body().length;
    if (!lane.batch.isEmpty()
        && (lane.batch.size() >= limits.maxItems() || lane.bytes + size > limits.maxBytes())) {
      dispatch(lane);
    }
    if (lane.batch.isEmpty()) {
      lane.begunNanos = System.nanoTime();
    }
    lane.batch.add(parcel);
    lane.bytes += size;
  }

  private Item fitting(IndexableEvent event) throws UnsendableException {
    Item item = new Item(event, route.destination().prepare(event));
    while (item.body().length > limits.maxItemBytes()) {
      Optional<Item> smaller = Shrinking.smaller(route.destination(), item.event());
      if (smaller.isEmpty()) {
        throw new UnsendableException(
            "has %d bytes, the destination takes %d of one event"
                .formatted(item.body().length, limits.maxItemBytes()));
      }
      item = smaller.get();
    }
    return item;
  }

  private Parcel parcel(Item item, Runnable settled) {
    long[] weight = {0};
    Parcel parcel =
        new Parcel(
            item,
            () -> {
              bytesUnderWay.addAndGet(-weight[0]);
              eventsUnderWay.decrementAndGet();
              settled.run();
            });
    weight[0] = parcel.weight();
    bytesUnderWay.addAndGet(weight[0]);
    eventsUnderWay.incrementAndGet();
    return parcel;
  }

  private void bury(Parcel parcel, String reason) {
    try {
      route.bury(parcel, reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Lane lane(IndexableEvent event) {
    return lanes.computeIfAbsent(
        route.policy().ordered() ? event.partition() : ANY, _ -> new Lane());
  }

  private void dispatch(Lane lane) {
    Delivery delivery = new Delivery(route, lane.batch);
    if (route.policy().ordered()) {
      lane.last =
          lane.last.handleAsync(
              (_, _) -> {
                delivery.run();
                return null;
              },
              workers);
    } else {
      workers.execute(delivery);
    }
    lane.batch = new ArrayList<>();
    lane.bytes = 0;
  }

  /// Sends batches on their way that have waited for as long as they may.
  public synchronized void sendDue() {
    long now = System.nanoTime();
    for (Lane lane : lanes.values()) {
      if (!lane.batch.isEmpty() && now - lane.begunNanos >= route.policy().linger().toNanos()) {
        dispatch(lane);
      }
    }
  }

  private synchronized void sendAll() {
    for (Lane lane : lanes.values()) {
      if (!lane.batch.isEmpty()) {
        dispatch(lane);
      }
    }
  }

  /// Whether more events are wanted now.
  public boolean hasRoom() {
    return bytesUnderWay.get() < route.policy().bytesUnderWay();
  }

  /// Events taken and not settled.
  public long underWay() {
    return eventsUnderWay.get();
  }

  public void pause() {
    route.gate().pause();
  }

  public void resume() {
    route.gate().resume();
  }

  public GateState state() {
    return route.gate().state();
  }

  public DeliveryFigures figures() {
    return route.metrics().figures();
  }

  /// Sends what waits and waits for all that is under way, at most this long.
  ///
  /// @return whether nothing is under way any more
  public boolean drain(Duration atMost) throws InterruptedException {
    sendAll();
    long end = System.nanoTime() + atMost.toNanos();
    while (eventsUnderWay.get() > 0 && System.nanoTime() < end && !state().paused()) {
      Thread.sleep(Duration.ofMillis(10));
    }
    return eventsUnderWay.get() == 0;
  }

  /// Ends requests under way; their events come again from the log.
  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    route.destination().close();
  }
}
