package io.kubescribe.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.datadog.DatadogLogs;
import io.kubescribe.forward.delivery.Backoff;
import io.kubescribe.forward.delivery.DeliveryPolicy;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Dispatcher;
import io.kubescribe.forward.delivery.Events;
import io.kubescribe.forward.delivery.KeptLetters;
import io.kubescribe.forward.elastic.BulkIndex;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.forward.splunk.SplunkHec;
import io.kubescribe.forward.splunk.SplunkSettings;
import io.kubescribe.testkit.Eventually;
import io.kubescribe.testkit.forward.FakeBulk;
import io.kubescribe.testkit.forward.FakeDatadog;
import io.kubescribe.testkit.forward.FakeHec;
import io.kubescribe.testkit.forward.FakeReceiver;
import io.kubescribe.testkit.forward.Faults;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many events under 5 % of 429 and 503, partial failures, lost answers and 0.1 % poison: each
/// arrives or is a dead letter, and no dead letter is any other than poison.
class FaultInjectionTest {
  private static final int EVENTS = Boolean.getBoolean("kubescribe.soak") ? 1_000_000 : 20_000;
  private static final int POISON_EVERY = 1000;
  private static final long SEED = Long.getLong("kubescribe.seed", 20261124);

  @TempDir Path folder;

  private Secret secret() throws IOException {
    Path file = folder.resolve("secret");
    Files.writeString(file, "secret");
    return new Secret(file);
  }

  private static HttpSender http() {
    return new HttpSender("faults", null, Duration.ofSeconds(30));
  }

  private static Faults faults() {
    return new Faults(SEED).busy(0.025).down(0.025).dropped(0.01).partial(0.01);
  }

  @Test
  @Tag("soak")
  void splunk_gets_every_event_and_refuses_none_but_poison() throws Exception {
    FakeHec receiver = new FakeHec("secret", faults());
    hold(receiver, splunk(receiver, false));
  }

  @Test
  @Tag("soak")
  void splunk_with_acknowledgement_does_too() throws Exception {
    FakeHec receiver = new FakeHec("secret", faults());
    receiver.acknowledges(true);
    hold(receiver, splunk(receiver, true));
  }

  private Destination splunk(FakeHec receiver, boolean acknowledge) throws IOException {
    return new SplunkHec(
        new SplunkSettings(
            receiver.uri(),
            secret(),
            null,
            "kubernetes",
            "kube:apiserver:audit",
            Profile.RAW,
            acknowledge,
            Duration.ofMillis(20),
            Duration.ofSeconds(5)),
        http(),
        InstantSource.system());
  }

  @Test
  @Tag("soak")
  void elasticsearch_gets_every_event_and_refuses_none_but_poison() throws Exception {
    FakeBulk receiver = new FakeBulk("", faults());
    hold(
        receiver,
        new BulkIndex(
            receiver.uri(), "audit", Map::of, Profile.PLAIN, http(), InstantSource.system()));
  }

  /// Names no log that it refuses, so that each is found by halving.
  @Test
  @Tag("soak")
  void datadog_gets_every_event_and_refuses_none_but_poison() throws Exception {
    FakeDatadog receiver = new FakeDatadog("secret", faults());
    hold(
        receiver,
        new DatadogLogs(
            receiver.uri(), secret(), null, Profile.RAW, http(), InstantSource.system()));
  }

  private static void hold(FakeReceiver receiver, Destination destination) throws Exception {
    KeptLetters letters = new KeptLetters();
    AtomicLong settled = new AtomicLong();
    Set<String> good = new HashSet<>();
    Set<String> poison = new HashSet<>();
    receiver.start();
    try (receiver;
        Dispatcher dispatcher =
            new Dispatcher(
                "faults",
                destination,
                quick(),
                letters,
                new SimpleMeterRegistry(),
                InstantSource.system())) {
      for (int i = 0; i < EVENTS; i++) {
        boolean bad = i % POISON_EVERY == POISON_EVERY / 2;
        IndexableEvent event = bad ? Events.of(i, FakeReceiver.POISON) : Events.of(i);
        (bad ? poison : good).add(event.id().value());
        Eventually.within(Duration.ofMinutes(1), dispatcher::hasRoom, dispatcher::state);
        dispatcher.accept(event, settled::incrementAndGet);
      }
      dispatcher.sendDue();
      Eventually.within(
          Duration.ofMinutes(5), () -> settled.get() == EVENTS, () -> settled + " settled");
      assertThat(receiver.ids()).as("seed %d", SEED).isEqualTo(good);
      assertThat(letters.ids()).containsExactlyInAnyOrderElementsOf(poison);
      assertThat(receiver.violations()).isEmpty();
      assertThat(dispatcher.figures().retried()).isPositive();
    }
  }

  private static DeliveryPolicy quick() {
    return new DeliveryPolicy(
        8,
        16 << 20,
        Duration.ZERO,
        false,
        new Backoff(Duration.ofMillis(5), Duration.ofMillis(200)),
        Duration.ofMillis(200),
        Duration.ofHours(1));
  }
}
