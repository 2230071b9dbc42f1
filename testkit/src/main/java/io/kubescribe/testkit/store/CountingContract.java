package io.kubescribe.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.Histogram;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.Selection;
import io.kubescribe.core.store.TopValues;
import io.kubescribe.core.store.TopValues.ValueCount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Counts by value and by time, compared with a plain evaluation.
interface CountingContract extends StoreUnderTest {
  @Test
  default void top_and_cardinality_count_as_a_plain_evaluation_does() throws IOException {
    List<IndexableEvent> events = samples(700);
    appendVisibly(events);
    List<QueryOracle> oracles = events.stream().map(QueryOracle::new).toList();
    RandomQueries queries = new RandomQueries(SEED + 1, oracles);
    for (EventField field : EventField.values()) {
      if (!field.facet()) {
        assertThatThrownBy(() -> store().top(Selection.ALL, field, 5, ""))
            .isInstanceOf(IllegalArgumentException.class);
        continue;
      }
      for (Query query : List.of(new Query.All(), queries.next(), queries.next())) {
        Map<String, Long> counts = new TreeMap<>();
        oracles.stream()
            .filter(oracle -> oracle.matches(query))
            .flatMap(oracle -> oracle.values(field).stream())
            .forEach(value -> counts.merge(value, 1L, Long::sum));
        String as = "seed " + SEED + ", " + field + " of " + query;
        assertThat(store().cardinality(selection(query), field))
            .as(as)
            .isEqualTo(new Count(counts.size(), true));
        assertThat(store().top(selection(query), field, 5, ""))
            .as(as)
            .isEqualTo(top(counts, 5, ""));
        assertThat(store().top(selection(query), field, 1000, "s"))
            .as(as)
            .isEqualTo(top(counts, 1000, "s"));
      }
    }
    JsonPath path = new JsonPath("requestObject.spec.hostPID");
    assertThatThrownBy(() -> store().top(Selection.ALL, path, 5, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TopValues top(Map<String, Long> counts, int size, String prefix) {
    List<ValueCount> sorted =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .map(entry -> new ValueCount(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(ValueCount::count)
                    .reversed()
                    .thenComparing(ValueCount::value))
            .toList();
    int shown = Math.min(size, sorted.size());
    long other = sorted.stream().skip(shown).mapToLong(ValueCount::count).sum();
    return new TopValues(sorted.subList(0, shown), other);
  }

  @Test
  default void a_histogram_counts_as_a_plain_evaluation_does() throws IOException {
    List<IndexableEvent> events = samples(700);
    appendVisibly(events);
    List<QueryOracle> oracles = events.stream().map(QueryOracle::new).toList();
    RandomQueries queries = new RandomQueries(SEED + 2, oracles);
    Instant from = Instant.parse("2026-11-20T13:37:00.000001Z");
    Instant to = Instant.parse("2026-11-22T01:00:00Z");
    for (TimeRange range :
        List.of(
            TimeRange.ALL,
            new TimeRange(from, to),
            new TimeRange(from, null),
            new TimeRange(null, to))) {
      for (int buckets : List.of(1, 10, 60, 2000)) {
        Query query = queries.next();
        List<QueryOracle> selected =
            oracles.stream()
                .filter(oracle -> oracle.matches(query) && oracle.matches(new Query.During(range)))
                .toList();
        Histogram histogram =
            store().histogram(new Selection(query, range), buckets, EventField.CODE);
        assertThat(histogram)
            .as("seed %d, %s in %s, %d buckets", SEED, query, range, buckets)
            .isEqualTo(histogram(selected, range, buckets));
      }
    }
  }

  private static Histogram histogram(List<QueryOracle> selected, TimeRange range, int maxBuckets) {
    List<Instant> times =
        selected.stream().map(oracle -> oracle.indexable().event().timestamp()).sorted().toList();
    if (times.isEmpty() && (range.from() == null || range.to() == null)) {
      return new Histogram(Histogram.INTERVALS.getFirst(), List.of());
    }
    Instant first = range.from() == null ? times.getFirst() : range.from();
    Instant last = range.to() == null ? times.getLast() : range.to().minusNanos(1000);
    Duration interval = Histogram.intervalFor(first, last, maxBuckets);
    long millis = interval.toMillis();
    List<Histogram.Bucket> buckets = new ArrayList<>();
    for (long start = Math.floorDiv(first.toEpochMilli(), millis) * millis;
        start <= last.toEpochMilli();
        start += millis) {
      Instant from = Instant.ofEpochMilli(start);
      Query during = new Query.During(new TimeRange(from, from.plus(interval)));
      Map<String, Long> by = new TreeMap<>();
      long count = 0;
      for (QueryOracle oracle : selected) {
        if (oracle.matches(during)) {
          count++;
          oracle.values(EventField.CODE).forEach(code -> by.merge(code, 1L, Long::sum));
        }
      }
      buckets.add(new Histogram.Bucket(from, count, by));
    }
    return new Histogram(interval, buckets);
  }
}
