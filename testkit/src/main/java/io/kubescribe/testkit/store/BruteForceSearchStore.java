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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A search store in memory that looks at every event for every question. Safe for use by many
/// threads; nothing is durable.
public final class BruteForceSearchStore implements SearchStore {
  private static final int EXACT = 10_000;
  private static final Comparator<QueryOracle> OLDEST_FIRST =
      Comparator.comparing(QueryOracle::indexable, StoreUnderTest.BY_TIME);

  private final Map<AuditEventId, QueryOracle> events = new LinkedHashMap<>();
  private final List<AuditEventId> uncommitted = new ArrayList<>();
  private Checkpoint checkpoint = Checkpoint.NONE;

  @Override
  public synchronized Checkpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public synchronized List<AppendOutcome> append(List<IndexableEvent> batch) {
    return batch.stream().map(this::append).toList();
  }

  private AppendOutcome append(IndexableEvent event) {
    if (events.putIfAbsent(event.id(), new QueryOracle(event)) != null) {
      return AppendOutcome.DUPLICATE;
    }
    uncommitted.add(event.id());
    return AppendOutcome.ADDED;
  }

  /// Goes back to the last commit, as a crash does.
  public synchronized void crash() {
    uncommitted.forEach(events::remove);
    uncommitted.clear();
  }

  @Override
  public synchronized void commit(Checkpoint next) {
    checkpoint = next;
    uncommitted.clear();
  }

  @Override
  public synchronized int dropReceivedBefore(Instant limit) {
    boolean dropped =
        events
            .values()
            .removeIf(event -> event.indexable().envelope().receivedAt().isBefore(limit));
    return dropped ? 1 : 0;
  }

  /// @throws IOException if the cursor is not one of ours
  @Override
  public synchronized EventPage search(EventSearch search) throws IOException {
    List<QueryOracle> found = selected(search.selection()).sorted(OLDEST_FIRST).toList();
    if (search.order() == EventSearch.Order.NEWEST_FIRST) {
      found = found.reversed();
    }
    int start = 0;
    if (search.cursor() != null) {
      AuditEventId last = last(search.cursor());
      while (start < found.size() && !found.get(start).indexable().id().equals(last)) {
        start++;
      }
      start++;
    }
    int end = start;
    int most = Math.min(found.size(), start + search.limit());
    for (long bytes = 0; end < most && bytes < search.maxBytes(); end++) {
      bytes += found.get(end).indexable().raw().length;
    }
    List<QueryOracle> page = start < end ? found.subList(start, end) : List.of();
    return new EventPage(
        page.stream().map(BruteForceSearchStore::stored).toList(),
        end < found.size() ? page.getLast().indexable().id().value() : null,
        new Count(Math.min(EXACT, found.size()), found.size() <= EXACT));
  }

  private static AuditEventId last(String cursor) throws IOException {
    if (!AuditEventId.isValid(cursor)) {
      throw new IOException("not a cursor of this store");
    }
    return new AuditEventId(cursor);
  }

  @Override
  public synchronized Optional<StoredEvent> get(AuditEventId id, Query scope) {
    return Optional.ofNullable(events.get(id))
        .filter(event -> event.matches(scope))
        .map(BruteForceSearchStore::stored);
  }

  @Override
  public synchronized Histogram histogram(
      Selection selection, int maxBuckets, @Nullable FieldRef by) {
    List<QueryOracle> found = selected(selection).sorted(OLDEST_FIRST).toList();
    Instant first = selection.range().from();
    Instant last = selection.range().to();
    if (first == null) {
      first = found.isEmpty() ? null : found.getFirst().indexable().event().timestamp();
    }
    if (last != null) {
      last = last.minusNanos(1_000);
    } else {
      last = found.isEmpty() ? null : found.getLast().indexable().event().timestamp();
    }
    if (first == null || last == null) {
      return new Histogram(Histogram.INTERVALS.getFirst(), List.of());
    }
    last = last.isBefore(first) ? first : last;
    Duration interval = Histogram.intervalFor(first, last, maxBuckets);
    long width = interval.toMillis();
    List<Histogram.Bucket> buckets = new ArrayList<>();
    for (long start = Math.floorDiv(first.toEpochMilli(), width) * width;
        start <= last.toEpochMilli();
        start += width) {
      buckets.add(bucket(found, start, start + width, by));
    }
    return new Histogram(interval, buckets);
  }

  private static Histogram.Bucket bucket(
      List<QueryOracle> events, long start, long end, @Nullable FieldRef by) {
    long count = 0;
    Map<String, Long> split = new TreeMap<>();
    for (QueryOracle event : events) {
      long time = event.indexable().event().timestamp().toEpochMilli();
      if (time >= start && time < end) {
        count++;
        if (by != null) {
          distinct(by, event).forEach(value -> split.merge(value, 1L, Long::sum));
        }
      }
    }
    return new Histogram.Bucket(Instant.ofEpochMilli(start), count, split);
  }

  @Override
  public synchronized TopValues top(Selection selection, FieldRef field, int size, String prefix) {
    Map<String, Long> counts = counts(selection, field);
    counts.keySet().removeIf(value -> !value.startsWith(prefix));
    List<TopValues.ValueCount> all =
        counts.entrySet().stream()
            .map(entry -> new TopValues.ValueCount(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(TopValues.ValueCount::count)
                    .reversed()
                    .thenComparing(TopValues.ValueCount::value))
            .toList();
    List<TopValues.ValueCount> listed = all.subList(0, Math.min(size, all.size()));
    long other =
        all.subList(listed.size(), all.size()).stream()
            .mapToLong(TopValues.ValueCount::count)
            .sum();
    return new TopValues(listed, other);
  }

  @Override
  public synchronized long count(Selection selection) {
    return selected(selection).count();
  }

  @Override
  public synchronized Count cardinality(Selection selection, FieldRef field) {
    return new Count(counts(selection, field).size(), true);
  }

  private Map<String, Long> counts(Selection selection, FieldRef field) {
    Map<String, Long> counts = new TreeMap<>();
    selected(selection)
        .forEach(
            event -> distinct(field, event).forEach(value -> counts.merge(value, 1L, Long::sum)));
    return counts;
  }

  /// An event counts once for each different value.
  private static List<String> distinct(FieldRef field, QueryOracle event) {
    return event.values(field).stream().distinct().toList();
  }

  private Stream<QueryOracle> selected(Selection selection) {
    Query.During during = new Query.During(selection.range());
    return events.values().stream()
        .filter(event -> event.matches(during) && event.matches(selection.query()));
  }

  private static StoredEvent stored(QueryOracle oracle) {
    IndexableEvent event = oracle.indexable();
    return new StoredEvent(event.id(), event.envelope(), event.raw());
  }

  @Override
  public String name() {
    return "search-store";
  }

  @Override
  public CheckResult check() {
    return CheckResult.OK;
  }

  @Override
  public void close() {}
}
