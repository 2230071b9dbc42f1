package io.kubescribe.forward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.testkit.Eventually;
import io.kubescribe.testkit.SampleEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ScriptedDestination destination = new ScriptedDestination();
  private final KeptLetters letters = new KeptLetters();
  private final Map<IndexableEvent, Integer> settled = new ConcurrentHashMap<>();
  private Dispatcher dispatcher = dispatcher(destination, false);

  private Dispatcher dispatcher(Destination to, boolean ordered) {
    DeliveryPolicy policy =
        new DeliveryPolicy(
            4,
            1 << 20,
            Duration.ZERO,
            ordered,
            new Backoff(Duration.ofMillis(2), Duration.ofMillis(20)),
            Duration.ofMillis(20),
            Duration.ofMillis(50));
    return new Dispatcher(
        "test", to, policy, letters, new SimpleMeterRegistry(), InstantSource.system());
  }

  private void send(List<IndexableEvent> events) {
    events.forEach(event -> dispatcher.accept(event, () -> settled.merge(event, 1, Integer::sum)));
    dispatcher.sendDue();
  }

  private void awaitSettled(List<IndexableEvent> events) {
    Eventually.within(SOON, () -> settled.size() == events.size(), settled::size);
    assertThat(settled).containsOnlyKeys(events).values().containsOnly(1);
    assertThat(dispatcher.underWay()).isZero();
  }

  @AfterEach
  void close() throws IOException {
    dispatcher.close();
  }

  @Test
  void events_go_in_batches_within_the_limits_and_are_settled_once() {
    List<IndexableEvent> events = Events.first(1200);
    send(events);
    awaitSettled(events);
    assertThat(destination.batches).extracting(List::size).containsExactlyInAnyOrder(500, 500, 200);
    assertThat(dispatcher.figures().delivered()).isEqualTo(1200);
  }

  /// The poison is one in 500 and the destination does not say which: two halves a step, nine
  /// steps.
  @Test
  void one_poison_event_is_found_by_halving_and_costs_no_other() {
    List<IndexableEvent> events = new ArrayList<>(Events.first(500));
    IndexableEvent poison = Events.of(500, "poison");
    events.set(123, poison);
    destination.answers(items ->
        items.stream().anyMatch(item -> item.event().equals(poison))
            ? Outcome.all(items.size(), new Fate.Suspect("bad"), Signal.GOOD, "bad")
            : Outcome.delivered(items.size()));
    send(events);
    awaitSettled(events);
    assertThat(letters.letters())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.event()).isEqualTo(poison);
          assertThat(letter.reason()).isEqualTo("bad");
        });
    assertThat(destination.batches).hasSizeLessThanOrEqualTo(1 + 2 * 9);
  }

  @Test
  void an_item_that_is_named_is_buried_and_the_rest_goes_on_at_once() {
    List<IndexableEvent> events = Events.first(10);
    destination.answers(items -> {
      List<Fate> fates = new ArrayList<>(Collections.nCopies(items.size(), Fate.DELIVERED));
      if (items.size() == 10) {
        fates.set(3, new Fate.Refused("mapping"));
        Collections.fill(fates.subList(4, 10), Fate.AGAIN);
      }
      return new Outcome(Signal.GOOD, fates, null, "");
    });
    send(events);
    awaitSettled(events);
    assertThat(letters.ids()).containsExactly(events.get(3).id().value());
    assertThat(destination.batches).extracting(List::size).containsExactly(10, 6);
  }

  @Test
  void whatever_goes_wrong_for_a_while_loses_nothing_and_buries_nothing() {
    for (Signal signal :
        List.of(Signal.BUSY, Signal.DOWN, Signal.FULL, Signal.ACCESS, Signal.SETUP)) {
      settled.clear();
      AtomicInteger left = new AtomicInteger(12);
      destination.answers(items ->
          left.getAndDecrement() > 0
              ? Outcome.again(items.size(), signal, "for a while")
              : Outcome.delivered(items.size()));
      List<IndexableEvent> events = Events.first(600);
      send(events);
      awaitSettled(events);
      assertThat(letters.letters()).as(signal.name()).isEmpty();
    }
  }

  @Test
  void refused_access_is_told_and_one_request_at_a_time_tries_again() {
    AtomicInteger at = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicBoolean rotated = new AtomicBoolean();
    destination.answers(items -> {
      most.accumulateAndGet(at.incrementAndGet(), Math::max);
      at.decrementAndGet();
      return rotated.get()
          ? Outcome.delivered(items.size())
          : Outcome.again(items.size(), Signal.ACCESS, "HTTP 403");
    });
    List<IndexableEvent> events = Events.first(100);
    send(events);
    Eventually.within(SOON, () -> destination.batches.size() > 3, destination.batches::size);
    assertThat(dispatcher.state().word()).isEqualTo("blocked");
    assertThat(dispatcher.state().message()).isEqualTo("HTTP 403");
    assertThat(settled).isEmpty();
    rotated.set(true);
    awaitSettled(events);
    assertThat(dispatcher.state().word()).isEqualTo("running");
    assertThat(most).hasValue(1);
  }

  @Test
  void an_item_that_alone_is_never_taken_is_buried_when_patience_ends() {
    List<IndexableEvent> events = Events.first(40);
    IndexableEvent stubborn = events.get(7);
    destination.answers(items ->
        items.stream().anyMatch(item -> item.event().equals(stubborn))
            ? Outcome.again(items.size(), Signal.DOWN, "HTTP 500")
            : Outcome.delivered(items.size()));
    send(events);
    // Others are delivered meanwhile: so it is the item and not the destination.
    AtomicInteger next = new AtomicInteger(1000);
    Eventually.within(
        SOON,
        () -> {
          dispatcher.accept(Events.of(next.getAndIncrement()), () -> {});
          dispatcher.sendDue();
          return settled.size() == 40;
        },
        settled::keySet);
    assertThat(letters.ids()).containsExactly(stubborn.id().value());
  }

  @Test
  void a_dead_letter_that_cannot_be_kept_is_not_settled_until_it_can() {
    letters.fails(true);
    destination.answers(
        items -> Outcome.all(items.size(), new Fate.Refused("bad"), Signal.GOOD, "bad"));
    List<IndexableEvent> events = Events.first(1);
    send(events);
    Eventually.within(SOON, () -> !destination.batches.isEmpty(), () -> "no request");
    assertThat(settled).isEmpty();
    letters.fails(false);
    awaitSettled(events);
    assertThat(letters.letters()).hasSize(1);
  }

  @Test
  void an_event_too_large_loses_its_bodies_and_keeps_its_id() throws IOException {
    dispatcher.close();
    ScriptedDestination small = new ScriptedDestination(new Limits(10, 2000, 1000));
    dispatcher = dispatcher(small, false);
    String body = "{\"data\":\"" + "x".repeat(900) + "\"}";
    IndexableEvent large = large("\"requestObject\":" + body + ",\"responseObject\":" + body);
    IndexableEvent hopeless = large("\"userAgent\":\"" + "x".repeat(1200) + "\"");
    send(List.of(large, hopeless));
    awaitSettled(List.of(large, hopeless));
    assertThat(letters.ids()).containsExactly(hopeless.id().value());
    assertThat(small.batches)
        .singleElement()
        .satisfies(batch -> {
          Item item = batch.getFirst();
          assertThat(item.event().id()).isEqualTo(large.id());
          assertThat(new String(item.body(), StandardCharsets.UTF_8))
              .contains("\"requestObject\":{\"truncated\":true,\"bytes\":911}")
              .contains("\"responseObject\":{\"truncated\":true,\"bytes\":911}");
        });
  }

  private static IndexableEvent large(String members) {
    return new SampleEvents.Sample(SampleEvents.event("large", members), Events.of(0).envelope())
        .at(Events.of(0).partition(), 0);
  }

  @Test
  void a_paused_destination_is_sent_nothing_until_it_is_resumed() {
    dispatcher.pause();
    List<IndexableEvent> events = Events.first(3);
    send(events);
    assertThat(dispatcher.state().word()).isEqualTo("paused");
    assertThat(dispatcher.underWay()).isEqualTo(3);
    assertThat(destination.batches).isEmpty();
    dispatcher.resume();
    awaitSettled(events);
  }

  @Test
  void events_of_a_partition_arrive_in_its_order_where_asked_for() throws IOException {
    dispatcher.close();
    dispatcher = dispatcher(destination, true);
    AtomicInteger requests = new AtomicInteger();
    Set<IndexableEvent> taken = Collections.synchronizedSet(new LinkedHashSet<>());
    destination.answers(items -> {
      if (requests.incrementAndGet() % 3 == 0) {
        return Outcome.again(items.size(), Signal.DOWN, "HTTP 503");
      }
      items.forEach(item -> taken.add(item.event()));
      return Outcome.delivered(items.size());
    });
    List<IndexableEvent> events = Events.first(400);
    for (int i = 0; i < events.size(); i += 20) {
      send(events.subList(i, i + 20));
    }
    awaitSettled(events);
    Map<Integer, List<Long>> offsets =
        taken.stream()
            .collect(
                Collectors.groupingBy(
                    event -> event.partition().number(),
                    Collectors.mapping(IndexableEvent::offset, Collectors.toList())));
    assertThat(offsets).hasSize(4).allSatisfy((_, inOrder) -> assertThat(inOrder).isSorted());
  }

  @Test
  void no_more_is_wanted_while_too_much_is_under_way() {
    dispatcher.pause();
    int number = 0;
    while (dispatcher.hasRoom()) {
      dispatcher.accept(Events.of(number++), () -> {});
    }
    assertThat(number).isLessThan(10_000);
    dispatcher.sendDue();
    dispatcher.resume();
    Eventually.within(SOON, dispatcher::hasRoom, dispatcher::underWay);
  }
}
