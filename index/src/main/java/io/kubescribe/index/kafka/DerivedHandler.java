package io.kubescribe.index.kafka;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.SessionStore;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.DerivedRecords;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.index.IndexConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes records of derived documents to their end: into the store or into quarantine, and then
/// moves the checkpoint. For the loop's thread, but for [#committed].
final class DerivedHandler implements ConsumerLoop.Handler {
  private static final Logger log = LoggerFactory.getLogger(DerivedHandler.class);
  private static final Duration RETENTION_EVERY = Duration.ofHours(1);

  private final SessionStore store;
  private final Quarantine quarantine;
  private final IndexConfig config;
  private final InstantSource clock;
  private final Counter added;
  private final Counter duplicates;
  private final Counter quarantined;
  private final Poison poison = new Poison();

  private Checkpoint reached = Checkpoint.NONE;
  private volatile Checkpoint committed = Checkpoint.NONE;

  /// Whether the store holds what was read up to [#reached].
  private boolean agrees;

  private long bytes;
  private Instant committedAt;
  private @Nullable Instant retainedAt;

  DerivedHandler(
      SessionStore store,
      Quarantine quarantine,
      IndexConfig config,
      MeterRegistry registry,
      InstantSource clock) {
    this.store = store;
    this.quarantine = quarantine;
    this.config = config;
    this.clock = clock;
    this.committedAt = clock.instant();
    added = registry.counter("kubescribe.index.derived", "outcome", "added");
    duplicates = registry.counter("kubescribe.index.derived", "outcome", "duplicate");
    quarantined = registry.counter("kubescribe.index.derived", "outcome", "quarantined");
  }

  Checkpoint committed() {
    return committed;
  }

  @Override
  public Checkpoint start() throws IOException {
    quarantine.forget();
    Checkpoint checkpoint = store.checkpoint();
    reached = checkpoint;
    settle(checkpoint);
    agrees = true;
    return checkpoint;
  }

  @Override
  public void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next)
      throws IOException {
    agrees = false;
    index(records);
    reached = next;
    agrees = true;
    Instant now = clock.instant();
    boolean due =
        bytes >= config.commitSize().bytes()
            || hasPassed(committedAt, config.commitInterval(), now);
    if (due && !reached.equals(committed)) {
      commit();
    }
    retain(now);
  }

  private void index(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    List<Derived> documents = new ArrayList<>(records.size());
    List<ConsumerRecord<byte[], byte[]>> sources = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += record.value() == null ? 0 : record.value().length;
      try {
        poison.check(record);
        documents.add(DerivedRecords.document(record));
        sources.add(record);
      } catch (CorruptDataException e) {
        quarantine(record, "foreign-record: " + e.getMessage());
      } catch (UnreadableEventException e) {
        quarantine(record, e.reason() + ": " + e.getMessage());
      }
    }
    if (documents.isEmpty()) {
      return;
    }
    try {
      store.append(documents).forEach(this::count);
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("documents", documents.size())
          .setCause(e)
          .log("session store failed on a batch: its documents are tried one by one");
      indexOneByOne(documents, sources);
    }
  }

  /// A document that makes the store fail must not hold up the others, nor be read again for ever.
  private void indexOneByOne(List<Derived> documents, List<ConsumerRecord<byte[], byte[]>> sources)
      throws IOException {
    for (int i = 0; i < documents.size(); i++) {
      try {
        store.append(documents.subList(i, i + 1)).forEach(this::count);
      } catch (RuntimeException e) {
        UnreadableEventException reason = poison.add(sources.get(i), e);
        quarantine(sources.get(i), reason.reason() + ": " + reason.getMessage());
      }
    }
  }

  private void count(AppendOutcome outcome) {
    (outcome == AppendOutcome.ADDED ? added : duplicates).increment();
  }

  private void quarantine(ConsumerRecord<byte[], byte[]> record, String reason) {
    quarantine.add(record, reason);
    quarantined.increment();
  }

  /// Whether `span` has passed; a clock set back must not hold things up.
  private static boolean hasPassed(Instant since, Duration span, Instant now) {
    return Duration.between(since, now).abs().compareTo(span) >= 0;
  }

  private void commit() throws IOException {
    quarantine.await();
    agrees = false;
    store.commit(reached);
    agrees = true;
    settle(reached);
    committedAt = clock.instant();
  }

  private void settle(Checkpoint checkpoint) {
    committed = checkpoint;
    poison.passed(checkpoint);
    bytes = 0;
  }

  private void retain(Instant now) throws IOException {
    if (retainedAt != null && !hasPassed(retainedAt, RETENTION_EVERY, now)) {
      return;
    }
    retainedAt = now;
    agrees = false;
    int dropped = store.dropBefore(now.minus(config.retention()));
    agrees = true;
    if (dropped > 0) {
      log.atInfo().addKeyValue("slices", dropped).log("sessions past their retention were dropped");
    }
  }

  /// Makes what was read durable. After a failure of the store there is nothing to be made so: the
  /// log brings it again.
  @Override
  public void stop() throws IOException {
    if (agrees && !reached.equals(committed)) {
      commit();
    }
  }
}
