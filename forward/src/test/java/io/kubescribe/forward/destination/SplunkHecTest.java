package io.kubescribe.forward.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Events;
import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.Signal;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.forward.splunk.SplunkHec;
import io.kubescribe.forward.splunk.SplunkSettings;
import io.kubescribe.testkit.Eventually;
import io.kubescribe.testkit.forward.FakeHec;
import io.kubescribe.testkit.forward.FakeReceiver;
import io.kubescribe.testkit.forward.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplunkHecTest implements DestinationContract {
  @TempDir Path folder;
  private FakeHec receiver;
  private Destination destination;

  @BeforeEach
  void start() throws IOException {
    receiver = new FakeHec("token-1", new Faults(1));
    receiver.start();
    Files.writeString(folder.resolve("token"), "token-1\n");
    destination = destination(false, Duration.ofSeconds(20));
  }

  private Destination destination(boolean acknowledge, Duration patience) {
    return new SplunkHec(
        new SplunkSettings(
            receiver.uri(),
            new Secret(folder.resolve("token")),
            "k8s",
            "kubernetes",
            "kube:apiserver:audit",
            Profile.RAW,
            acknowledge,
            Duration.ofMillis(20),
            patience),
        new HttpSender("splunk", null, Duration.ofSeconds(10)),
        InstantSource.system());
  }

  @AfterEach
  void stop() throws IOException {
    destination.close();
    receiver.close();
  }

  @Override
  public FakeReceiver receiver() {
    return receiver;
  }

  @Override
  public Destination destination() {
    return destination;
  }

  @Override
  public void rotateAtReceiver() {
    receiver.token("token-2-longer");
  }

  @Override
  public void rotateAtSender() throws IOException {
    Files.writeString(folder.resolve("token"), "token-2-longer");
  }

  @Test
  void objects_before_a_bad_one_are_delivered_and_those_after_it_were_not_read() throws Exception {
    List<IndexableEvent> events =
        List.of(Events.of(0), Events.of(1), Events.of(2, FakeReceiver.POISON), Events.of(3));
    Outcome outcome = send(events);
    assertThat(outcome.fates())
        .containsExactly(
            Fate.DELIVERED,
            Fate.DELIVERED,
            new Fate.Refused("HEC 6: Invalid data format"),
            Fate.AGAIN);
    assertThat(receiver.distinct()).isEqualTo(2);
  }

  @Test
  void an_event_is_one_object_with_keys_that_splunk_knows_and_time_in_seconds() throws Exception {
    assertThat(new String(destination.prepare(Events.of(123456)), StandardCharsets.UTF_8))
        .startsWith(
            "{\"time\":1795514400.123456,\"host\":\"prod\",\"source\":\"kubernetes\","
                + "\"sourcetype\":\"kube:apiserver:audit\",\"index\":\"k8s\",\"fields\":"
                + "{\"cluster\":\"prod\",\"event_uid\":\""
                + Events.of(123456).id()
                + "\"},\"event\":{\"level\":\"Metadata\"")
        .endsWith("}}\n");
  }

  private void acknowledge(Duration patience) throws IOException {
    destination.close();
    receiver.acknowledges(true);
    destination = destination(true, patience);
  }

  @Test
  void with_acknowledgement_a_batch_is_delivered_when_indexers_say_so() throws Exception {
    acknowledge(Duration.ofSeconds(20));
    receiver.indexes(false);
    CompletableFuture<Outcome> sending =
        CompletableFuture.supplyAsync(() -> {
          try {
            return send(Events.first(10));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    // Several polls say false, which means nothing.
    Eventually.within(Duration.ofSeconds(20), () -> receiver.requests() >= 4, receiver::requests);
    assertThat(sending).isNotDone();
    receiver.indexes(true);
    assertThat(sending.get().fates()).hasSize(10).containsOnly(Fate.DELIVERED);
  }

  @Test
  void a_batch_that_is_not_acknowledged_in_time_is_sent_again() throws Exception {
    acknowledge(Duration.ofMillis(200));
    receiver.indexes(false);
    Outcome outcome = send(Events.first(10));
    assertThat(outcome.signal()).isEqualTo(Signal.GOOD);
    assertThat(outcome.fates()).containsOnly(Fate.AGAIN);
  }

  @Test
  void the_part_of_a_batch_before_a_bad_object_is_acknowledged_too() throws Exception {
    acknowledge(Duration.ofSeconds(20));
    Outcome outcome = send(List.of(Events.of(0), Events.of(1, FakeReceiver.POISON), Events.of(2)));
    assertThat(outcome.fates().getFirst()).isEqualTo(Fate.DELIVERED);
    assertThat(outcome.fates().get(1)).isInstanceOf(Fate.Refused.class);
    assertThat(outcome.fates().getLast()).isEqualTo(Fate.AGAIN);
  }

  @Test
  void another_indexer_behind_the_balancer_knows_no_open_batch() throws Exception {
    acknowledge(Duration.ofSeconds(60));
    receiver.otherIndexer("a");
    assertThat(send(Events.first(1)).fates()).containsOnly(Fate.DELIVERED);
    receiver.indexes(false);
    CompletableFuture<Outcome> open =
        CompletableFuture.supplyAsync(() -> {
          try {
            return send(Events.first(3));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    long before = receiver.requests();
    Eventually.within(
        Duration.ofSeconds(20), () -> receiver.requests() > before + 2, receiver::requests);
    receiver.otherIndexer("b");
    assertThat(open.get().fates()).containsOnly(Fate.AGAIN);
  }

  @Test
  void a_token_without_acknowledgement_where_it_is_asked_for_is_a_wrong_setting() throws Exception {
    acknowledge(Duration.ofSeconds(20));
    receiver.acknowledges(false);
    Outcome outcome = send(Events.first(2));
    assertThat(outcome.signal()).isEqualTo(Signal.SETUP);
    assertThat(outcome.fates()).containsOnly(Fate.AGAIN);
  }
}
