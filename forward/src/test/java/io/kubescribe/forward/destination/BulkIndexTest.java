package io.kubescribe.forward.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Events;
import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Item;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.Signal;
import io.kubescribe.forward.elastic.BulkIndex;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.testkit.forward.FakeBulk;
import io.kubescribe.testkit.forward.FakeReceiver;
import io.kubescribe.testkit.forward.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkIndexTest implements DestinationContract {
  @TempDir Path folder;
  private FakeBulk receiver;
  private Destination destination;

  @BeforeEach
  void start() throws IOException {
    receiver = new FakeBulk("ApiKey key-1", new Faults(1));
    receiver.start();
    Files.writeString(folder.resolve("key"), "key-1");
    Secret key = new Secret(folder.resolve("key"));
    destination =
        new BulkIndex(
            receiver.uri(),
            "logs-kubescribe.audit-default",
            () -> Map.of("Authorization", "ApiKey " + key.text()),
            Profile.PLAIN,
            new HttpSender("elastic", null, Duration.ofSeconds(10)),
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
    receiver.authorization("ApiKey key-2-longer");
  }

  @Override
  public void rotateAtSender() throws IOException {
    Files.writeString(folder.resolve("key"), "key-2-longer");
  }

  @Test
  void an_event_that_is_there_already_counts_as_delivered() throws Exception {
    assertThat(send(Events.first(3)).fates()).containsOnly(Fate.DELIVERED);
    assertThat(send(Events.first(4)).fates())
        .containsExactly(Fate.KNOWN, Fate.KNOWN, Fate.KNOWN, Fate.DELIVERED);
  }

  @Test
  void items_that_are_put_off_inside_a_success_are_sent_again() throws Exception {
    receiver.faults().partial(1);
    Outcome outcome = send(Events.first(5));
    assertThat(outcome.signal()).isEqualTo(Signal.BUSY);
    assertThat(outcome.fates()).containsOnly(Fate.AGAIN);
  }

  @Test
  void a_full_disk_is_told_apart_from_a_queue_that_is_full() throws Exception {
    receiver.full(true);
    Outcome outcome = send(Events.first(5));
    assertThat(outcome.signal()).isEqualTo(Signal.FULL);
    assertThat(outcome.message()).contains("cluster_block_exception");
    assertThat(outcome.fates()).containsOnly(Fate.AGAIN);
  }

  @Test
  void every_profile_gives_a_document_that_a_data_stream_takes() throws Exception {
    for (Profile profile : Profile.values()) {
      try (Destination other =
          new BulkIndex(
              receiver.uri(),
              "k8s",
              () -> Map.of("Authorization", "ApiKey key-1"),
              profile,
              new HttpSender("elastic", null, Duration.ofSeconds(10)),
              InstantSource.system())) {
        List<Item> items = new ArrayList<>();
        for (IndexableEvent event : Oddities.events()) {
          items.add(new Item(event, other.prepare(event)));
        }
        assertThat(other.send(items).fates())
            .as(profile.text())
            .allSatisfy(fate -> assertThat(fate).isInstanceOf(Fate.Delivered.class));
      }
    }
    assertThat(receiver.violations()).isEmpty();
  }
}
