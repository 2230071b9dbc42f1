package io.kubescribe.index.kafka;

import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.EventDecoder;
import io.kubescribe.core.kafka.EventRecords;
import io.kubescribe.core.kafka.Quarantine;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.ImportTallies.ImportTally;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.index.IndexConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes records to their end: into the store or into quarantine, and then moves the checkpoint.
/// For the loop's thread.
final class IndexHandler implements ConsumerLoop.Handler {
  /// After this an appended event is found by every search; [SearchStore] promises it.
  static final Duration SEARCHABLE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(IndexHandler.class);
  private static final Duration RETENTION_EVERY = Duration.ofHours(1);

  /// Counts of runs that are durable, and when every search finds their events.
  private record Durable(Instant searchable, Map<String, ImportTally> imports) {}

  private final SearchStore store;
  private final Quarantine quarantine;
  private final IndexConfig config;
  private final Tallies tallies;
  private final Progress progress;
  private final InstantSource clock;
  private final Poison poison = new Poison();
  private final Deque<Durable> durable = new ArrayDeque<>();

  private Batch batch = new Batch();
  private Checkpoint reached = Checkpoint.NONE;
  private @Nullable Checkpoint attempted;

  /// Whether the store holds what was read up to [#reached], neither less nor more.
  private boolean agrees;

  private Instant committedAt;
  private Instant appendedAt;
  private @Nullable Instant retainedAt;

  IndexHandler(
      SearchStore store,
      Quarantine quarantine,
      IndexConfig config,
      Tallies tallies,
      Progress progress,
      InstantSource clock) {
    this.store = store;
    this.quarantine = quarantine;
    this.config = config;
    this.tallies = tallies;
    this.progress = progress;
    this.clock = clock;
    this.committedAt = clock.instant();
    this.appendedAt = committedAt;
  }

  /// After a failure that was not the store's, reading goes on where it was: what the store has
  /// taken would come again as duplicates, and its counts would be wrong.
  @Override
  public Checkpoint start() throws IOException {
    if (agrees) {
      quarantine.sendAgain();
      quarantine.await();
      return reached;
    }
    quarantine.forget();
    Checkpoint checkpoint = store.checkpoint();
    if (checkpoint.equals(attempted)) {
      // The commit had come about before it failed.
      settle(checkpoint);
    }
    batch = new Batch();
    attempted = null;
    reached = checkpoint;
    progress.committed(checkpoint);
    poison.passed(checkpoint);
    agrees = true;
    return checkpoint;
  }

  @Override
  public void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next)
      throws IOException {
    agrees = false;
    if (!records.isEmpty()) {
      progress.received(records);
      index(records);
      appendedAt = clock.instant();
    }
    reached = next;
    agrees = true;
    Instant now = clock.instant();
    if (isDue(now, records.isEmpty())) {
      commit();
    }
    publish(now);
    retain(now);
  }

  private void index(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
    List<IndexableEvent> events = new ArrayList<>(records.size());
    List<ConsumerRecord<byte[], byte[]>> sources = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        poison.check(record);
        events.add(EventDecoder.decode(record));
        sources.add(record);
      } catch (UnreadableEventException e) {
        quarantine(record, e);
      }
    }
    if (events.isEmpty()) {
      return;
    }
    try {
      List<AppendOutcome> outcomes = store.append(events);
      for (int i = 0; i < events.size(); i++) {
        indexed(events.get(i), outcomes.get(i));
      }
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("events", events.size())
          .setCause(e)
          .log("search store failed on a batch: its events are tried one by one");
      indexOneByOne(events, sources);
    }
  }

  /// An event that makes the store fail must not hold up the others, nor be read again for ever.
  /// Those that the store had taken before it failed are counted as duplicates here.
  private void indexOneByOne(
      List<IndexableEvent> events, List<ConsumerRecord<byte[], byte[]>> sources)
      throws IOException {
    for (int i = 0; i < events.size(); i++) {
      try {
        indexed(events.get(i), store.append(events.subList(i, i + 1)).getFirst());
      } catch (RuntimeException e) {
        quarantine(sources.get(i), poison.add(sources.get(i), e));
      }
    }
  }

  private void indexed(IndexableEvent event, AppendOutcome outcome) {
    batch.indexed(event, outcome);
    progress.appended(event, outcome);
  }

  private void quarantine(ConsumerRecord<byte[], byte[]> record, UnreadableEventException e) {
    quarantine.add(record, e.reason() + ": " + e.getMessage());
    batch.quarantined(
        EventRecords.importId(record), record.value() == null ? 0 : record.value().length);
  }

  private boolean isDue(Instant now, boolean idle) {
    if (reached.equals(progress.committed())) {
      return false;
    }
    // Whoever runs an import waits for the commit that covers its last event.
    boolean awaited = idle && batch.hasImports() && hasPassed(appendedAt, SEARCHABLE, now);
    return awaited
        || batch.bytes() >= config.commitSize().bytes()
        || hasPassed(committedAt, config.commitInterval(), now);
  }

  /// Whether `span` has passed; a clock set back must not hold things up.
  private static boolean hasPassed(Instant since, Duration span, Instant now) {
    return Duration.between(since, now).abs().compareTo(span) >= 0;
  }

  private void commit() throws IOException {
    quarantine.await();
    Checkpoint next = reached;
    attempted = next;
    agrees = false;
    progress.timeCommit(() -> store.commit(next));
    settle(next);
    attempted = null;
    agrees = true;
    committedAt = clock.instant();
  }

  private void settle(Checkpoint checkpoint) {
    if (batch.hasImports()) {
      durable.add(new Durable(appendedAt.plus(SEARCHABLE), batch.imports()));
    }
    progress.settled(batch, checkpoint);
    poison.passed(checkpoint);
    batch = new Batch();
  }

  private void publish(Instant now) {
    Durable first = durable.peek();
    while (first != null && !now.isBefore(first.searchable())) {
      tallies.add(first.imports());
      durable.remove();
      first = durable.peek();
    }
  }

  private void retain(Instant now) throws IOException {
    if (retainedAt != null && !hasPassed(retainedAt, RETENTION_EVERY, now)) {
      return;
    }
    retainedAt = now;
    agrees = false;
    int dropped = store.dropReceivedBefore(now.minus(config.retention()));
    agrees = true;
    if (dropped > 0) {
      log.atInfo().addKeyValue("slices", dropped).log("events past their retention were dropped");
    }
  }

  /// Makes what was read durable. After a failure of the store there is nothing to be made so: the
  /// log brings it again.
  @Override
  public void stop() throws IOException {
    if (agrees && !reached.equals(progress.committed())) {
      commit();
    }
  }
}
