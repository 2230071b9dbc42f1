package io.kubescribe.testkit.store;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.Histogram;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.core.store.Selection;
import io.kubescribe.core.store.StoredEvent;
import io.kubescribe.core.store.TopValues;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A store in memory that fails where it is told to. After a failure it takes nothing more until
/// [#checkpoint], which goes back to the last commit, as the seam demands.
public final class FlakySearchStore implements SearchStore {
  /// Where it may fail.
  public enum Fault {
    /// Half of a batch is taken.
    APPEND,
    BEFORE_COMMIT,
    /// The commit has come about, but its caller hears of a failure.
    AFTER_COMMIT
  }

  private final BruteForceSearchStore store = new BruteForceSearchStore();
  private final List<Fault> due = new ArrayList<>();
  private Predicate<IndexableEvent> poison = _ -> false;
  private boolean failed;

  /// Fails once at the next chance.
  public synchronized void failOnce(Fault fault) {
    due.add(fault);
  }

  /// Throws an unchecked exception for these events, whenever they come.
  public synchronized void poison(Predicate<IndexableEvent> events) {
    poison = events;
  }

  private void failIfDue(Fault fault) throws IOException {
    if (due.remove(fault)) {
      failed = true;
      throw new IOException("told to fail: " + fault);
    }
  }

  private void refuseIfFailed() throws IOException {
    if (failed) {
      throw new IOException("failed before: start again from the checkpoint");
    }
  }

  @Override
  public synchronized Checkpoint checkpoint() {
    if (failed) {
      store.crash();
      failed = false;
    }
    return store.checkpoint();
  }

  @Override
  public synchronized List<AppendOutcome> append(List<IndexableEvent> batch) throws IOException {
    refuseIfFailed();
    if (due.contains(Fault.APPEND)) {
      store.append(batch.subList(0, batch.size() / 2));
      failIfDue(Fault.APPEND);
    }
    List<AppendOutcome> outcomes = new ArrayList<>();
    for (IndexableEvent event : batch) {
      if (poison.test(event)) {
        throw new IllegalArgumentException("told to fail for this event");
      }
      outcomes.addAll(store.append(List.of(event)));
    }
    return outcomes;
  }

  @Override
  public synchronized void commit(Checkpoint next) throws IOException {
    refuseIfFailed();
    failIfDue(Fault.BEFORE_COMMIT);
    store.commit(next);
    failIfDue(Fault.AFTER_COMMIT);
  }

  @Override
  public synchronized int dropReceivedBefore(Instant limit) throws IOException {
    refuseIfFailed();
    return store.dropReceivedBefore(limit);
  }

  @Override
  public EventPage search(EventSearch search) throws IOException {
    return store.search(search);
  }

  @Override
  public Optional<StoredEvent> get(AuditEventId id, Query scope) {
    return store.get(id, scope);
  }

  @Override
  public Histogram histogram(Selection selection, int maxBuckets, @Nullable FieldRef by) {
    return store.histogram(selection, maxBuckets, by);
  }

  @Override
  public TopValues top(Selection selection, FieldRef field, int size, String prefix) {
    return store.top(selection, field, size, prefix);
  }

  @Override
  public long count(Selection selection) {
    return store.count(selection);
  }

  @Override
  public Count cardinality(Selection selection, FieldRef field) {
    return store.cardinality(selection, field);
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public CheckResult check() {
    return store.check();
  }

  @Override
  public void close() {
    store.close();
  }
}
