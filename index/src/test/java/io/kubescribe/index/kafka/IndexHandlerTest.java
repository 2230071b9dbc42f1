package io.kubescribe.index.kafka;

import static io.kubescribe.index.kafka.LogInMemory.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.ImportTallies.ImportTally;
import io.kubescribe.core.store.Selection;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.testkit.TestClock;
import io.kubescribe.testkit.store.FlakySearchStore;
import io.kubescribe.testkit.store.FlakySearchStore.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class IndexHandlerTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Map<String, byte[]> NO_HEADERS = Map.of();

  private final TestClock clock = new TestClock(NOON);
  private final FlakySearchStore store = new FlakySearchStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Tallies tallies = new Tallies();
  private final DataKey key = new DataKey(new byte[32]);
  private final List<ProducerRecord<byte[], byte[]>> quarantined = new ArrayList<>();
  private int largestQuarantined = Integer.MAX_VALUE;
  private boolean quarantineDown;
  private final Progress progress =
      new Progress(registry, clock, () -> Map.of(LogInMemory.PARTITION, (long) this.log().end()));
  private final IndexHandler handler =
      new IndexHandler(
          store,
          new Quarantine(this::quarantine, key),
          IndexConfig.DEFAULT,
          tallies,
          progress,
          clock);
  private final LogInMemory log = new LogInMemory(handler);

  private LogInMemory log() {
    return log;
  }

  private CompletableFuture<?> quarantine(ProducerRecord<byte[], byte[]> record) {
    if (quarantineDown) {
      return CompletableFuture.failedFuture(new IOException("down"));
    }
    if (record.value().length > largestQuarantined) {
      return CompletableFuture.failedFuture(new RecordTooLargeException("too large"));
    }
    quarantined.add(record);
    return CompletableFuture.completedFuture(record);
  }

  private void events(int from, int to) {
    for (int i = from; i < to; i++) {
      log.event(i, NOON, null);
    }
  }

  private void commitNow() {
    clock.advance(IndexConfig.DEFAULT.commitInterval());
    assertThat(log.poll(0)).isTrue();
  }

  private double outcome(String outcome) {
    return registry.get("kubescribe.index.events").tag("outcome", outcome).counter().count();
  }

  private double inFlight() {
    return registry.get("kubescribe.index.in.flight").gauge().value();
  }

  /// The law: received = added + duplicate + quarantined + in flight.
  private void assertLaw(double received) {
    assertThat(registry.get("kubescribe.index.received").counter().count()).isEqualTo(received);
    assertThat(outcome("added") + outcome("duplicate") + outcome("quarantined") + inFlight())
        .isEqualTo(received);
  }

  private String header(int number, String name) {
    return new String(
        quarantined.get(number).headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void events_are_found_before_the_commit_and_durable_after_it() {
    events(0, 10);
    assertThat(log.poll(10)).isTrue();
    assertThat(store.count(Selection.ALL)).isEqualTo(10);
    assertThat(store.checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(inFlight()).isEqualTo(10);
    assertLaw(10);
    commitNow();
    assertThat(store.checkpoint()).isEqualTo(checkpoint(10));
    assertThat(inFlight()).isZero();
    assertThat(outcome("added")).isEqualTo(10);
    assertLaw(10);
  }

  @Test
  void a_commit_comes_with_the_interval_or_the_size() {
    events(0, 3);
    log.poll(1);
    clock.advance(IndexConfig.DEFAULT.commitInterval().minusMillis(1));
    log.poll(1);
    assertThat(store.checkpoint()).isEqualTo(Checkpoint.NONE);
    clock.advance(Duration.ofMillis(1));
    log.poll(1);
    assertThat(store.checkpoint()).isEqualTo(checkpoint(3));
    byte[] large = new byte[(int) IndexConfig.DEFAULT.commitSize().bytes()];
    log.add(new byte[1], large, NO_HEADERS, NOON);
    log.poll(1);
    assertThat(store.checkpoint()).isEqualTo(checkpoint(4));
  }

  @Test
  void a_clock_set_back_does_not_hold_up_the_commit() {
    events(0, 1);
    clock.advance(Duration.ofDays(-1));
    log.poll(1);
    assertThat(store.checkpoint()).isEqualTo(checkpoint(1));
  }

  @Test
  void redelivered_events_are_duplicates() {
    events(0, 5);
    events(0, 5);
    log.poll(10);
    commitNow();
    assertThat(store.count(Selection.ALL)).isEqualTo(5);
    assertThat(outcome("duplicate")).isEqualTo(5);
    assertLaw(10);
  }

  /// Bad input B67.
  @Test
  void foreign_records_go_to_quarantine_and_the_offset_advances() throws IOException {
    log.event(0, NOON, null);
    log.event(1, NOON, null);
    byte[] junk = new byte[8 << 20];
    byte[] receiver = "receiver-1".getBytes(StandardCharsets.UTF_8);
    Map<String, byte[]> headers = LogInMemory.headers();
    log.add(receiver, null, headers, NOON);
    log.add(receiver, new byte[0], headers, NOON);
    log.add(receiver, junk, headers, NOON);
    log.add(null, "{}".getBytes(StandardCharsets.UTF_8), headers, NOON);
    log.add(receiver, "{}".getBytes(StandardCharsets.UTF_8), NO_HEADERS, NOON);
    for (String wrong : List.of("cluster", "receivedAt", "schema", "redactions")) {
      log.add(receiver, "{}".getBytes(StandardCharsets.UTF_8), LogInMemory.headers(wrong), NOON);
    }
    log.event(2, NOON, null);
    log.poll(100);
    commitNow();
    assertThat(store.count(Selection.ALL)).isEqualTo(3);
    assertThat(store.checkpoint()).isEqualTo(checkpoint(12));
    assertThat(quarantined).hasSize(9);
    assertThat(header(0, "reason")).startsWith("tombstone: ");
    assertThat(header(0, "origin")).isEqualTo("kubescribe.audit-0@2");
    assertThat(key.open(quarantined.get(2).value())).isEqualTo(junk);
    assertThat(header(3, "reason")).startsWith("foreign-record: ");
    assertThat(outcome("quarantined")).isEqualTo(9);
    assertLaw(12);
  }

  @Test
  void the_checkpoint_does_not_pass_a_record_that_quarantine_has_not_taken() {
    quarantineDown = true;
    log.add(new byte[1], new byte[10], NO_HEADERS, NOON);
    events(0, 3);
    log.poll(10);
    clock.advance(IndexConfig.DEFAULT.commitInterval());
    assertThat(log.poll(0)).isFalse();
    assertThat(store.checkpoint()).isEqualTo(Checkpoint.NONE);
    assertLaw(4);
    quarantineDown = false;
    log.poll(10);
    commitNow();
    assertThat(store.checkpoint()).isEqualTo(checkpoint(4));
    assertThat(quarantined).hasSize(1);
    assertThat(inFlight()).isZero();
    assertLaw(4);
  }

  @Test
  void a_failure_of_kafka_makes_no_duplicates_of_what_the_store_has_taken() {
    for (int i = 0; i < 3; i++) {
      log.event(i, NOON, "run");
    }
    log.poll(3);
    log.fail();
    quarantineDown = true;
    log.add(new byte[1], new byte[10], Map.of("import", utf8("run")), NOON);
    log.poll(10);
    clock.advance(IndexConfig.DEFAULT.commitInterval());
    assertThat(log.poll(0)).isFalse();
    log.event(4, NOON, "run");
    assertThat(log.poll(10)).as("nothing more is read meanwhile").isFalse();
    assertThat(store.count(Selection.ALL)).isEqualTo(3);
    quarantineDown = false;
    log.poll(10);
    clock.advance(IndexConfig.DEFAULT.commitInterval());
    log.poll(0);
    clock.advance(Duration.ofSeconds(1));
    log.poll(0);
    assertThat(tallies.tally("run")).contains(new ImportTally(4, 0, 1));
    assertThat(quarantined).hasSize(1);
    assertThat(store.checkpoint()).isEqualTo(checkpoint(5));
    assertLaw(5);
  }

  @Test
  void what_no_topic_takes_whole_is_kept_in_part_with_a_word() throws IOException {
    largestQuarantined = 300_000;
    log.add(new byte[1], new byte[1_000_000], NO_HEADERS, NOON);
    log.poll(1);
    commitNow();
    assertThat(key.open(quarantined.getFirst().value())).hasSize(250_000);
    assertThat(header(0, "reason")).endsWith("; cut to 250000 of 1000000 bytes");
    assertThat(store.checkpoint()).isEqualTo(checkpoint(1));
  }

  @Test
  void a_failing_store_loses_and_doubles_nothing() {
    for (Fault fault : Fault.values()) {
      int from = log.end();
      double added = outcome("added");
      events(from, from + 10);
      log.poll(4);
      store.failOnce(fault);
      log.poll(4);
      clock.advance(IndexConfig.DEFAULT.commitInterval());
      log.poll(0);
      while (!store.checkpoint().equals(checkpoint(log.end()))) {
        log.poll(3);
        clock.advance(Duration.ofSeconds(2));
      }
      log.poll(0);
      assertThat(store.count(Selection.ALL)).as(fault.name()).isEqualTo(from + 10);
      assertThat(outcome("added") - added).as(fault.name()).isEqualTo(10);
      assertThat(inFlight()).as(fault.name()).isZero();
      assertLaw(from + 10);
    }
    assertThat(outcome("duplicate")).isZero();
  }

  @Test
  void a_poison_event_goes_to_quarantine_and_the_others_into_the_store() {
    store.poison(event -> event.offset() == 4);
    events(0, 10);
    log.poll(10);
    commitNow();
    assertThat(store.count(Selection.ALL)).isEqualTo(9);
    assertThat(store.checkpoint()).isEqualTo(checkpoint(10));
    assertThat(header(0, "origin")).isEqualTo("kubescribe.audit-0@4");
    assertThat(header(0, "reason")).isEqualTo("store-fault: java.lang.IllegalArgumentException");
    assertLaw(10);
  }

  @Test
  void a_poison_event_is_not_tried_again_after_a_restart() {
    boolean[] again = {false};
    store.poison(event -> {
      boolean poison = event.offset() == 4;
      if (poison && again[0]) {
        throw new AssertionError("tried again");
      }
      return poison;
    });
    events(0, 10);
    log.poll(10);
    again[0] = true;
    store.failOnce(Fault.BEFORE_COMMIT);
    clock.advance(IndexConfig.DEFAULT.commitInterval());
    assertThat(log.poll(0)).isFalse();
    log.poll(10);
    commitNow();
    assertThat(store.count(Selection.ALL)).isEqualTo(9);
    assertThat(outcome("quarantined")).isEqualTo(1);
    assertLaw(10);
  }

  @Test
  void an_import_is_told_when_every_search_finds_its_events() {
    log.event(0, NOON, "run");
    log.event(0, NOON, "run");
    log.event(1, NOON, null);
    log.add(new byte[1], new byte[3], Map.of("import", utf8("run")), NOON);
    log.poll(10);
    assertThat(tallies.tally("run")).isEmpty();
    clock.advance(Duration.ofMillis(999));
    log.poll(0);
    assertThat(tallies.tally("run")).isEmpty();
    clock.advance(Duration.ofMillis(1));
    log.poll(0);
    assertThat(tallies.tally("run")).contains(new ImportTally(1, 1, 1));
    assertThat(store.checkpoint()).isEqualTo(checkpoint(4));
    log.event(2, NOON, "run");
    log.poll(10);
    commitNow();
    assertThat(tallies.tally("run")).contains(new ImportTally(2, 1, 1));
  }

  @Test
  void an_import_is_told_once_when_the_commit_came_about_but_failed() {
    log.event(0, NOON, "run");
    log.poll(1);
    store.failOnce(Fault.AFTER_COMMIT);
    clock.advance(Duration.ofSeconds(1));
    assertThat(log.poll(0)).isFalse();
    assertThat(log.poll(0)).isTrue();
    assertThat(tallies.tally("run")).contains(new ImportTally(1, 0, 0));
    assertLaw(1);
  }

  @Test
  void only_the_latest_runs_are_remembered() {
    for (int i = 0; i <= Tallies.MAX_RUNS; i++) {
      tallies.add(Map.of("run-" + i, ImportTally.NONE));
    }
    assertThat(tallies.tally("run-0")).isEmpty();
    assertThat(tallies.tally("run-1")).isPresent();
  }

  @Test
  void lag_is_told_in_records_and_seconds() {
    events(0, 10);
    log.poll(0);
    commitNow();
    log.poll(4);
    clock.advance(Duration.ofSeconds(3));
    assertThat(registry.get("kubescribe.index.lag.records").gauge().value()).isEqualTo(10);
    assertThat(registry.get("kubescribe.index.lag.seconds").gauge().value()).isEqualTo(8);
    assertThat(progress.lag()).isEqualTo(10);
    log.poll(6);
    commitNow();
    assertThat(registry.get("kubescribe.index.lag.records").gauge().value()).isZero();
    assertThat(registry.get("kubescribe.index.lag.seconds").gauge().value()).isZero();
  }

  @Test
  void events_past_the_retention_go_once_an_hour() {
    log.event(0, NOON.minus(IndexConfig.DEFAULT.retention()).plusSeconds(1800), null);
    log.event(1, NOON, null);
    log.poll(10);
    commitNow();
    assertThat(store.count(Selection.ALL)).isEqualTo(2);
    clock.advance(Duration.ofHours(1));
    log.poll(0);
    assertThat(store.count(Selection.ALL)).isEqualTo(1);
  }

  @Test
  void the_last_records_are_committed_at_the_end() throws IOException {
    events(0, 3);
    log.poll(3);
    handler.stop();
    assertThat(store.checkpoint()).isEqualTo(checkpoint(3));
  }

  @Test
  void nothing_is_committed_at_the_end_after_a_failure() throws IOException {
    events(0, 3);
    log.poll(1);
    store.failOnce(Fault.APPEND);
    assertThat(log.poll(2)).isFalse();
    handler.stop();
    assertThat(store.checkpoint()).isEqualTo(Checkpoint.NONE);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
