package io.kubescribe.forward.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Events;
import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Item;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.Signal;
import io.kubescribe.forward.delivery.UnsendableException;
import io.kubescribe.testkit.forward.FakeReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every destination over HTTP holds to, whatever its protocol.
interface DestinationContract {
  /// New for each test, taking what it is sent.
  FakeReceiver receiver();

  /// Sends to [#receiver()], with a secret that it accepts.
  Destination destination();

  /// Makes the receiver accept another secret, and no longer the one that was.
  void rotateAtReceiver();

  /// Writes that other secret where the destination reads it.
  void rotateAtSender() throws IOException;

  default List<Item> items(List<IndexableEvent> events) {
    List<Item> items = new ArrayList<>();
    for (IndexableEvent event : events) {
      try {
        items.add(new Item(event, destination().prepare(event)));
      } catch (UnsendableException e) {
        throw new AssertionError(e);
      }
    }
    return items;
  }

  default Outcome send(List<IndexableEvent> events) throws InterruptedException {
    return destination().send(items(events));
  }

  @Test
  default void a_batch_arrives_whole_under_the_ids_of_its_events() throws Exception {
    List<IndexableEvent> events = Events.first(100);
    Outcome outcome = send(events);
    assertThat(outcome.signal()).isEqualTo(Signal.GOOD);
    assertThat(outcome.fates()).hasSize(100).containsOnly(Fate.DELIVERED);
    assertThat(receiver().ids())
        .isEqualTo(Set.copyOf(events.stream().map(event -> event.id().value()).toList()));
    assertThat(receiver().violations()).isEmpty();
  }

  @Test
  default void an_answer_without_success_says_what_to_do_and_takes_nothing() throws Exception {
    Map<Integer, Signal> wanted =
        Map.of(
            307, Signal.SETUP,
            401, Signal.ACCESS,
            403, Signal.ACCESS,
            404, Signal.SETUP,
            408, Signal.DOWN,
            415, Signal.SETUP,
            429, Signal.BUSY,
            500, Signal.DOWN,
            502, Signal.DOWN,
            503, Signal.DOWN);
    for (Map.Entry<Integer, Signal> entry : wanted.entrySet()) {
      receiver().faults().status(entry.getKey());
      Outcome outcome = send(Events.first(3));
      assertThat(outcome.signal()).as("%s", entry.getKey()).isEqualTo(entry.getValue());
      assertThat(outcome.fates()).as("%s", entry.getKey()).hasSize(3).containsOnly(Fate.AGAIN);
    }
    assertThat(receiver().distinct()).isZero();
  }

  @Test
  default void a_request_that_is_too_large_is_told_apart() throws Exception {
    receiver().faults().status(413);
    assertThat(send(Events.first(2)).fates())
        .allSatisfy(fate -> assertThat(fate).isInstanceOf(Fate.TooLarge.class));
  }

  @Test
  default void the_wait_that_is_asked_for_is_passed_on() throws Exception {
    receiver().faults().status(429).retryAfter("7");
    assertThat(send(Events.first(2)).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    receiver().faults().status(503).retryAfter("Fri, 01 Jan 2100 00:00:00 GMT");
    assertThat(send(Events.first(2)).retryAfter()).isEqualTo(Duration.ofMinutes(10));
    receiver().faults().retryAfter("soon");
    assertThat(send(Events.first(2)).retryAfter()).isNull();
  }

  @Test
  default void an_answer_that_is_lost_means_again_with_the_same_ids() throws Exception {
    List<IndexableEvent> events = Events.first(5);
    receiver().faults().dropped(1);
    Outcome lost = send(events);
    assertThat(lost.signal()).isEqualTo(Signal.DOWN);
    assertThat(lost.fates()).hasSize(5).containsOnly(Fate.AGAIN);
    receiver().faults().dropped(0);
    assertThat(send(events).fates())
        .allSatisfy(fate -> assertThat(fate).isInstanceOf(Fate.Delivered.class));
    assertThat(receiver().distinct()).isEqualTo(5);
  }

  @Test
  default void nobody_who_listens_is_a_destination_that_is_down() throws Exception {
    receiver().close();
    Outcome outcome = send(Events.first(2));
    assertThat(outcome.signal()).isEqualTo(Signal.DOWN);
    assertThat(outcome.fates()).hasSize(2).containsOnly(Fate.AGAIN);
    assertThat(outcome.message()).startsWith("no answer from 127.0.0.1:");
  }

  @Test
  default void poison_is_refused_or_suspected_and_never_called_delivered() throws Exception {
    IndexableEvent poison = Events.of(9, FakeReceiver.POISON);
    assertThat(send(List.of(poison)).fates())
        .singleElement()
        .matches(fate -> fate instanceof Fate.Refused || fate instanceof Fate.Suspect);
    List<IndexableEvent> events =
        List.of(Events.of(0), Events.of(1), poison, Events.of(3), Events.of(4));
    Outcome outcome = send(events);
    assertThat(outcome.fates().get(2))
        .matches(fate -> fate instanceof Fate.Refused || fate instanceof Fate.Suspect);
    for (int i = 0; i < events.size(); i++) {
      boolean delivered = outcome.fates().get(i) instanceof Fate.Delivered;
      assertThat(receiver().copies(events.get(i).id().value()))
          .as("event %d", i)
          .isEqualTo(delivered ? 1 : 0);
      assertThat(i != 2 && outcome.fates().get(i) instanceof Fate.Refused).isFalse();
    }
  }

  @Test
  default void a_rotated_secret_is_read_without_a_restart() throws Exception {
    rotateAtReceiver();
    assertThat(send(Events.first(2)).signal()).isEqualTo(Signal.ACCESS);
    rotateAtSender();
    assertThat(send(Events.first(2)).signal()).isEqualTo(Signal.GOOD);
  }

  @Test
  default void an_event_with_every_oddity_arrives() throws Exception {
    List<IndexableEvent> odd = Oddities.events();
    assertThat(send(odd).fates()).hasSize(odd.size()).containsOnly(Fate.DELIVERED);
    assertThat(receiver().violations()).isEmpty();
    assertThat(receiver().distinct()).isEqualTo(odd.size());
  }
}
