package io.kubescribe.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.forward.ForwarderState;
import io.kubescribe.core.kafka.EventRecords;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.Topics;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.ForwardConfig;
import io.kubescribe.forward.Forwarder;
import io.kubescribe.forward.Forwarders;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.elastic.BulkIndex;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.kafka.LetterBox;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.testkit.Eventually;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.SampleEvents.Sample;
import io.kubescribe.testkit.forward.FakeBulk;
import io.kubescribe.testkit.forward.FakeReceiver;
import io.kubescribe.testkit.forward.Faults;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Forwarders between a real broker and receivers that obey.
@Timeout(180)
class ForwarderIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SEED = 20261124;

  @TempDir Path folder;
  private EmbeddedBroker broker;
  private KafkaConfig kafka;
  private LogProducer producer;
  private LetterBox letters;
  private final List<AutoCloseable> closed = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    broker = new EmbeddedBroker(folder, new HostPort("127.0.0.1", 0));
    broker.start();
    kafka = new KafkaConfig(true, broker.address().toString(), Map.of());
    Topics.ensure(kafka, Duration.ofSeconds(20));
    producer = new LogProducer(kafka, "receiver", Duration.ofSeconds(5), () -> true);
    letters = new LetterBox(kafka, producer::send);
    letters.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : closed.reversed()) {
      one.close();
    }
    letters.close();
    producer.close();
    broker.close();
  }

  private FakeBulk receiver() throws IOException {
    FakeBulk receiver = new FakeBulk("", new Faults(SEED));
    receiver.start();
    closed.add(receiver);
    return receiver;
  }

  private Forwarder forwarder(String name, Query query, FakeReceiver receiver) {
    Destination destination =
        new BulkIndex(
            receiver.uri(),
            "audit",
            Map::of,
            Profile.PLAIN,
            new HttpSender(name, null, Duration.ofSeconds(20)),
            InstantSource.system());
    ForwardConfig any = ForwardConfig.DEFAULT;
    ForwardConfig config =
        new ForwardConfig(
            name,
            "opensearch",
            "http://localhost",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            any.fileSize(),
            "",
            null,
            null,
            any.source(),
            any.sourcetype(),
            false,
            "audit",
            null,
            false,
            any.start(),
            Duration.ofMillis(20),
            any.memory());
    Forwarder forwarder =
        new Forwarder(
            config,
            query,
            destination,
            kafka,
            letters,
            new SimpleMeterRegistry(),
            InstantSource.system());
    closed.add(forwarder);
    forwarder.start();
    return forwarder;
  }

  private Forwarder forwarder(String name, FakeReceiver receiver) {
    return forwarder(name, new Query.All(), receiver);
  }

  private void write(List<Sample> samples) {
    List<CompletableFuture<?>> sent = new ArrayList<>();
    int number = 0;
    for (Sample sample : samples) {
      String key = "receiver-" + number++ % 4;
      sent.add(producer.send(EventRecords.auditRecord(key, sample.envelope(), sample.raw())));
    }
    CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
  }

  private static Set<String> ids(List<Sample> samples) {
    return samples.stream()
        .map(ForwarderIT::event)
        .map(e -> e.id().value())
        .collect(Collectors.toSet());
  }

  private static IndexableEvent event(Sample sample) {
    return sample.at(new Checkpoint.Partition("kubescribe.audit", 0), 0);
  }

  private static void awaitDistinct(FakeReceiver receiver, int wanted, Forwarder forwarder) {
    Eventually.within(PATIENCE, () -> receiver.distinct() == wanted, forwarder::state);
  }

  private static Sample poison() {
    Sample any = new SampleEvents(3).next();
    byte[] raw = SampleEvents.event("bad", "\"userAgent\":\"" + FakeReceiver.POISON + "\"");
    return new Sample(raw, any.envelope());
  }

  @Test
  void what_the_query_asks_for_arrives_and_an_orderly_restart_sends_nothing_twice()
      throws Exception {
    List<Sample> samples = new SampleEvents(SEED).list(2000);
    write(samples);
    FakeBulk receiver = receiver();
    Query query = new Query.Term(EventField.CLUSTER, "prod");
    Forwarder forwarder = forwarder("one", query, receiver);
    Set<String> wanted =
        ids(samples.stream().filter(s -> s.envelope().cluster().value().equals("prod")).toList());
    awaitDistinct(receiver, wanted.size(), forwarder);
    assertThat(receiver.ids()).isEqualTo(wanted);
    Eventually.within(PATIENCE, () -> forwarder.state().lag() == 0, forwarder::state);
    forwarder.close();
    Forwarder again = forwarder("one", query, receiver);
    List<Sample> more = new SampleEvents(SEED + 1).list(200);
    write(more);
    long prod = more.stream().filter(s -> s.envelope().cluster().value().equals("prod")).count();
    awaitDistinct(receiver, wanted.size() + (int) prod, again);
    assertThat(again.state().known()).isZero();
  }

  @Test
  void one_destination_dead_and_one_slow_do_not_touch_a_third() throws Exception {
    List<Sample> first = new SampleEvents(SEED).list(8000);
    FakeBulk receiver = receiver();
    Forwarder fast = forwarder("fast", receiver);
    write(new SampleEvents(9).list(500));
    awaitDistinct(receiver, 500, fast);
    Duration alone = timeToForward(first, receiver, 500, fast);

    FakeBulk slow = receiver();
    slow.faults().latency(Duration.ofSeconds(2));
    FakeBulk dead = receiver();
    dead.close();
    Forwarder deadOne = forwarder("dead", dead);
    forwarder("slow", slow);
    Eventually.within(PATIENCE, () -> deadOne.state().state().equals("away"), deadOne::state);
    List<Sample> second = new SampleEvents(SEED + 1).list(8000);
    Duration beside = timeToForward(second, receiver, 8500, fast);

    System.out.println("ForwarderIT: 8000 events alone " + alone + ", beside others " + beside);
    // The others decode on the same cores; a third that waited for them would take minutes.
    assertThat(beside).isLessThan(alone.multipliedBy(4).plusSeconds(3));
    assertThat(fast.state().retried()).isZero();
    assertThat(deadOne.state().lag()).isGreaterThanOrEqualTo(8000);
    assertThat(deadOne.check().ok()).isTrue();
    assertThat(deadOne.check().message()).startsWith("warning: away");
  }

  private Duration timeToForward(
      List<Sample> samples, FakeReceiver receiver, int before, Forwarder forwarder) {
    Instant begin = Instant.now();
    write(samples);
    awaitDistinct(receiver, before + samples.size(), forwarder);
    return Duration.between(begin, Instant.now());
  }

  @Test
  void a_dead_letter_is_listed_with_its_reason_and_can_be_sent_again() throws Exception {
    FakeBulk receiver = receiver();
    Forwarder forwarder = forwarder("one", receiver);
    Forwarders all = new Forwarders(List.of(forwarder), letters);
    write(List.of(poison()));
    write(new SampleEvents(SEED).list(100));
    awaitDistinct(receiver, 100, forwarder);
    Eventually.within(PATIENCE, () -> state(all).deadLetters() == 1, forwarder::state);
    assertThat(all.deadLetters("one", 10))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.event()).isEqualTo(event(poison()).id());
          assertThat(letter.reason()).isEqualTo("400 mapper_parsing_exception: as asked for");
          assertThat(letter.origin()).startsWith("kubescribe.audit-");
        });

    // Refused again, it is a new letter in place of the old one.
    long number = all.deadLetters("one", 1).getFirst().number();
    assertThat(all.resend("one")).isTrue();
    Eventually.within(
        PATIENCE,
        () ->
            state(all).deadLetters() == 1 && all.deadLetters("one", 1).getFirst().number() > number,
        forwarder::state);

    receiver.takesPoison(true);
    assertThat(all.resend("one")).isTrue();
    Eventually.within(PATIENCE, () -> state(all).deadLetters() == 0, forwarder::state);
    assertThat(receiver.ids()).contains(event(poison()).id().value());
  }

  private static ForwarderState state(Forwarders all) {
    return all.forwarders().getFirst();
  }

  @Test
  void a_pause_holds_events_back_and_a_replay_sends_them_again_under_the_same_ids()
      throws Exception {
    FakeBulk receiver = receiver();
    Forwarder forwarder = forwarder("one", receiver);
    Forwarders all = new Forwarders(List.of(forwarder), letters);
    write(new SampleEvents(SEED).list(300));
    awaitDistinct(receiver, 300, forwarder);
    assertThat(all.pause("one")).isTrue();
    write(new SampleEvents(SEED + 1).list(50));
    Eventually.within(PATIENCE, () -> state(all).lag() == 50, forwarder::state);
    assertThat(state(all).state()).isEqualTo("paused");
    assertThat(state(all).oldest()).isNotNull();
    assertThat(receiver.distinct()).isEqualTo(300);
    all.resume("one");
    awaitDistinct(receiver, 350, forwarder);

    assertThat(all.replay("one", Instant.EPOCH)).isTrue();
    Eventually.within(PATIENCE, () -> state(all).known() == 350, forwarder::state);
    assertThat(receiver.distinct()).isEqualTo(350);
    assertThat(all.pause("other")).isFalse();
  }

  @Test
  void refused_access_drops_nothing_and_goes_on_when_it_is_granted() throws Exception {
    FakeBulk receiver = receiver();
    receiver.authorization("ApiKey k");
    Forwarder forwarder = forwarder("one", receiver);
    write(new SampleEvents(SEED).list(300));
    Eventually.within(
        PATIENCE, () -> forwarder.state().state().equals("blocked"), forwarder::state);
    assertThat(forwarder.state().message()).contains("401").doesNotContain("ApiKey");
    receiver.authorization("");
    new Forwarders(List.of(forwarder), letters).resume("one");
    awaitDistinct(receiver, 300, forwarder);
    assertThat(letters.count("one")).isZero();
  }
}
