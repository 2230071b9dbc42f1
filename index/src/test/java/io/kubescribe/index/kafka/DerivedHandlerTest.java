package io.kubescribe.index.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.kafka.DerivedRecords;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.testkit.TestClock;
import io.kubescribe.testkit.derived.BruteForceSessionStore;
import io.kubescribe.testkit.derived.MadeUpSessions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DerivedHandlerTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Checkpoint.Partition PARTITION =
      new Checkpoint.Partition(Topic.DERIVED.topicName(), 0);

  private final TestClock clock = new TestClock(NOON);
  private final BruteForceSessionStore store = new BruteForceSessionStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<ProducerRecord<byte[], byte[]>> quarantined = new ArrayList<>();
  private final DerivedHandler handler =
      new DerivedHandler(
          store,
          new Quarantine(this::quarantine, new DataKey(new byte[32])),
          IndexConfig.DEFAULT,
          registry,
          clock);
  private final List<Derived> session = new MadeUpSessions(3, NOON).session();
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();

  private CompletableFuture<?> quarantine(ProducerRecord<byte[], byte[]> record) {
    quarantined.add(record);
    return CompletableFuture.completedFuture(record);
  }

  private void write(List<Derived> documents) {
    for (Derived one : documents) {
      ProducerRecord<byte[], byte[]> record = DerivedRecords.derivedRecord(one);
      log.add(new ConsumerRecord<>(PARTITION.topic(), 0, log.size(), record.key(), record.value()));
    }
  }

  private static Checkpoint at(long next) {
    return new Checkpoint(Map.of(PARTITION, next), Map.of());
  }

  /// Reads the log from the handler's checkpoint to its end.
  private void readOn() throws IOException {
    int from = handler.start().nextOffsets().getOrDefault(PARTITION, 0L).intValue();
    handler.handle(log.subList(from, log.size()), at(log.size()));
  }

  private void commitNow() throws IOException {
    clock.advance(IndexConfig.DEFAULT.commitInterval());
    handler.handle(List.of(), at(log.size()));
  }

  private double outcome(String outcome) {
    return registry.get("kubescribe.index.derived").tag("outcome", outcome).counter().count();
  }

  @Test
  void documents_are_appended_and_committed_with_their_offsets() throws IOException {
    write(session);
    readOn();
    assertThat(store.documents()).isEqualTo(session);
    assertThat(handler.committed()).isEqualTo(Checkpoint.NONE);
    commitNow();
    assertThat(handler.committed()).isEqualTo(at(log.size()));
    assertThat(store.checkpoint()).isEqualTo(at(log.size()));
    assertThat(outcome("added")).isEqualTo(session.size());
  }

  @Test
  void a_second_derivation_changes_nothing() throws IOException {
    write(session);
    write(session);
    readOn();
    assertThat(store.documents()).isEqualTo(session);
    assertThat(outcome("duplicate")).isEqualTo(session.size());
  }

  @Test
  void a_failure_of_the_store_is_made_good_from_its_checkpoint() throws IOException {
    write(session);
    handler.start();
    store.failNext(new IOException("disk full"));
    assertThatThrownBy(() -> handler.handle(log, at(log.size()))).hasMessage("disk full");
    handler.stop();
    assertThat(store.checkpoint()).isEqualTo(Checkpoint.NONE);
    readOn();
    handler.stop();
    assertThat(store.checkpoint()).isEqualTo(at(log.size()));
    assertThat(store.documents()).isEqualTo(session);
  }

  @Test
  void what_cannot_be_read_goes_to_quarantine_and_holds_nothing_up() throws IOException {
    log.add(new ConsumerRecord<>(PARTITION.topic(), 0, 0, new byte[] {1}, new byte[] {2}));
    write(session);
    readOn();
    commitNow();
    assertThat(store.documents()).isEqualTo(session);
    assertThat(quarantined).hasSize(1);
    assertThat(outcome("quarantined")).isEqualTo(1);
    assertThat(new String(quarantined.getFirst().key(), StandardCharsets.UTF_8))
        .isEqualTo("kubescribe.derived-0@0");
    assertThat(handler.committed()).isEqualTo(at(log.size()));
  }
}
