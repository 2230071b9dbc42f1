package io.kubescribe.queryapi.http;

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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A store that has one trouble with every read.
final class StoreInTrouble implements SearchStore {
  /// What happens in place of a read.
  @FunctionalInterface
  interface Trouble {
    void happen() throws IOException;
  }

  volatile Trouble trouble = () -> {};
  volatile CheckResult state = CheckResult.OK;

  private <T> T read(T otherwise) throws IOException {
    trouble.happen();
    return otherwise;
  }

  @Override
  public Checkpoint checkpoint() {
    return Checkpoint.NONE;
  }

  @Override
  public List<AppendOutcome> append(List<IndexableEvent> batch) {
    throw new UnsupportedOperationException("only for reading");
  }

  @Override
  public void commit(Checkpoint next) {
    throw new UnsupportedOperationException("only for reading");
  }

  @Override
  public int dropReceivedBefore(Instant limit) {
    return 0;
  }

  @Override
  public EventPage search(EventSearch search) throws IOException {
    return read(new EventPage(List.of(), null, new Count(10_000, false)));
  }

  @Override
  public Optional<StoredEvent> get(AuditEventId id, Query scope) throws IOException {
    return read(Optional.empty());
  }

  @Override
  public Histogram histogram(Selection selection, int maxBuckets, @Nullable FieldRef by)
      throws IOException {
    return read(new Histogram(Histogram.INTERVALS.getFirst(), List.of()));
  }

  @Override
  public TopValues top(Selection selection, FieldRef field, int size, String prefix)
      throws IOException {
    return read(new TopValues(List.of(new TopValues.ValueCount("a", 3)), 9_999_997));
  }

  @Override
  public long count(Selection selection) throws IOException {
    return read(0L);
  }

  @Override
  public Count cardinality(Selection selection, FieldRef field) throws IOException {
    return read(new Count(10_000_000, false));
  }

  @Override
  public String name() {
    return "search-store";
  }

  @Override
  public CheckResult check() {
    return state;
  }

  @Override
  public void close() {}
}
