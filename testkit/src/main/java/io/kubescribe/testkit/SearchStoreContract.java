package io.kubescribe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.access.Scope;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.EventSearch;
import io.kubescribe.core.store.EventSearch.Order;
import io.kubescribe.core.store.Histogram;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.SearchStore;
import io.kubescribe.core.store.Selection;
import io.kubescribe.core.store.StoredEvent;
import io.kubescribe.core.store.TopValues;
import io.kubescribe.core.store.TopValues.ValueCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [SearchStore] does. Extended with [#open].
public abstract class SearchStoreContract {
  /// Printed by every assertion that rests on generated events.
  private static final long SEED = 20261123;

  /// Random queries compared; `soak` asks for more.
  private static final int QUERIES = Integer.getInteger("kubescribe.queries", 300);

  private static final Checkpoint.Partition PARTITION =
      new Checkpoint.Partition("kubescribe.audit", 0);
  private static final Comparator<IndexableEvent> BY_TIME =
      Comparator.comparing((IndexableEvent event) -> event.event().timestamp())
          .thenComparingInt(event -> event.partition().number())
          .thenComparingLong(IndexableEvent::offset);

  @TempDir Path folder;

  protected final TestClock clock = new TestClock(Instant.parse("2026-11-23T12:00:00Z"));
  private @Nullable SearchStore opened;
  private long nextOffset;

  /// Opens the store that belongs to the folder; a later call finds what an earlier one committed.
  protected abstract SearchStore open(Path folder, InstantSource clock) throws IOException;

  /// Makes a second pass for the store, after which it must show what was appended.
  protected void letASecondPass() {
    clock.advance(Duration.ofSeconds(1));
  }

  @BeforeEach
  void openStore() throws IOException {
    opened = open(folder, clock);
  }

  @AfterEach
  void closeStore() throws IOException {
    store().close();
  }

  /// The store under test.
  protected SearchStore store() {
    if (opened == null) {
      throw new IllegalStateException("no store is open");
    }
    return opened;
  }

  /// Closes and opens the store, as a restart does.
  protected void reopen() throws IOException {
    store().close();
    opened = open(folder, clock);
  }

  private static List<IndexableEvent> samples(int count) {
    return new SampleEvents(SEED).indexable(count, 0);
  }

  private static Selection selection(Query query) {
    return new Selection(query, TimeRange.ALL);
  }

  private static EventSearch newest(Query query, int limit, @Nullable String cursor) {
    return new EventSearch(selection(query), Order.NEWEST_FIRST, limit, cursor);
  }

  private static List<String> ids(Stream<StoredEvent> events) {
    return events.map(event -> event.id().value()).toList();
  }

  private List<String> allIds(Query query, Order order, int limit) throws IOException {
    List<String> found = new ArrayList<>();
    String cursor = null;
    do {
      EventPage page = store().search(new EventSearch(selection(query), order, limit, cursor));
      assertThat(page.events().size()).isLessThanOrEqualTo(limit);
      found.addAll(ids(page.events().stream()));
      cursor = page.next();
    } while (cursor != null);
    return found;
  }

  private void appendVisibly(List<IndexableEvent> events) throws IOException {
    store().append(events);
    letASecondPass();
  }

  private IndexableEvent event(String auditId, String members, Instant received) {
    return new SampleEvents.Sample(
            SampleEvents.event(auditId, members),
            new EventEnvelope(new ClusterName("prod"), "webhook", received, List.of(), null))
        .at(PARTITION, nextOffset++);
  }

  private IndexableEvent event(String auditId, String members) {
    return event(auditId, members, Instant.parse("2026-11-23T11:00:00Z"));
  }

  @Test
  void a_new_store_is_empty() throws IOException {
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE);
    assertThat(store().count(Selection.ALL)).isZero();
    EventPage page = store().search(newest(new Query.All(), 10, null));
    assertThat(page).isEqualTo(new EventPage(List.of(), null, new Count(0, true)));
    assertThat(store().histogram(Selection.ALL, 10, null).buckets()).isEmpty();
    assertThat(store().top(Selection.ALL, EventField.VERB, 5, ""))
        .isEqualTo(new TopValues(List.of(), 0));
  }

  @Test
  void an_event_comes_back_with_its_exact_bytes_and_envelope() throws IOException {
    List<IndexableEvent> events = samples(200);
    appendVisibly(events);
    for (IndexableEvent event : events) {
      StoredEvent stored = store().get(event.id(), new Query.All()).orElseThrow();
      assertThat(stored.raw()).isEqualTo(event.raw());
      assertThat(stored.envelope()).isEqualTo(event.envelope());
      assertThat(stored.id()).isEqualTo(event.id());
    }
    AuditEventId unknown = new AuditEventId("A".repeat(43));
    assertThat(store().get(unknown, new Query.All())).isEmpty();
  }

  @Test
  void an_event_outside_the_scope_is_not_given() throws IOException {
    List<IndexableEvent> events = samples(100);
    appendVisibly(events);
    Query scope = new Scope(List.of("prod"), List.of("shop-*")).toQuery();
    for (IndexableEvent event : events) {
      boolean inScope =
          event.event().cluster().value().equals("prod")
              && Optional.ofNullable(event.event().namespace()).orElse("").startsWith("shop-");
      assertThat(store().get(event.id(), scope).isPresent()).isEqualTo(inScope);
    }
  }

  @Test
  void an_event_is_kept_once_however_often_it_is_appended() throws IOException {
    List<IndexableEvent> events = samples(300);
    List<IndexableEvent> twice = new ArrayList<>(events);
    twice.addAll(events);
    List<AppendOutcome> outcomes = store().append(twice);
    assertThat(outcomes.subList(0, 300)).containsOnly(AppendOutcome.ADDED);
    assertThat(outcomes.subList(300, 600)).containsOnly(AppendOutcome.DUPLICATE);
    letASecondPass();
    assertThat(store().count(Selection.ALL)).isEqualTo(300);
    assertThat(store().append(events)).containsOnly(AppendOutcome.DUPLICATE);
    store().commit(Checkpoint.NONE.with(PARTITION, 300));
    assertThat(store().append(events)).containsOnly(AppendOutcome.DUPLICATE);
    reopen();
    assertThat(store().append(events)).containsOnly(AppendOutcome.DUPLICATE);
    letASecondPass();
    assertThat(store().count(Selection.ALL)).isEqualTo(300);
  }

  /// Bad inputs B22 and B23: such an event is kept by received time, and a redelivery has another.
  @Test
  void an_event_without_a_usable_time_is_kept_once_at_any_age() throws IOException {
    Instant received = Instant.parse("2026-09-01T00:00:00Z");
    for (String time :
        List.of(
            "\"verb\":\"get\"",
            "\"stageTimestamp\":\"0001-01-01T00:00:00Z\"",
            "\"stageTimestamp\":\"9999-01-01T00:00:00Z\"",
            "\"stageTimestamp\":\"2026-11-23T10:00:00+14:99\"",
            "\"stageTimestamp\":\"2026-11-23T23:59:60Z\"",
            "\"stageTimestamp\":\"2026-09-03T00:00:00.000001Z\"")) {
      String auditId = "b22-" + time.hashCode();
      assertThat(store().append(List.of(event(auditId, time, received))))
          .containsExactly(AppendOutcome.ADDED);
      store().commit(Checkpoint.NONE.with(PARTITION, 1));
      for (int days : List.of(0, 1, 40, 80)) {
        IndexableEvent again = event(auditId, time, received.plus(Duration.ofDays(days)));
        assertThat(store().append(List.of(again)))
            .as("%s, redelivered after %d days", time, days)
            .containsExactly(AppendOutcome.DUPLICATE);
        assertThat(again.event().flags().isEmpty()).isEqualTo(days > 1 && time.contains("09-03"));
      }
    }
    letASecondPass();
    assertThat(store().count(Selection.ALL)).isEqualTo(6);
    assertThat(allIds(new Query.All(), Order.NEWEST_FIRST, 2)).hasSize(6).doesNotHaveDuplicates();
  }

  /// Bad input B20: a copied Audit-ID hides nothing.
  @Test
  void events_that_share_audit_id_and_stage_are_both_kept() throws IOException {
    appendVisibly(List.of(event("same", "\"verb\":\"get\""), event("same", "\"verb\":\"list\"")));
    assertThat(store().count(selection(new Query.Term(EventField.AUDIT_ID, "same")))).isEqualTo(2);
  }

  @Test
  void what_was_appended_is_seen_after_a_second_without_a_commit() throws IOException {
    List<IndexableEvent> events = samples(50);
    for (int i = 0; i < events.size(); i++) {
      appendVisibly(events.subList(i, i + 1));
      assertThat(store().count(Selection.ALL)).isEqualTo(i + 1);
      assertThat(store().get(events.get(i).id(), new Query.All())).isPresent();
    }
  }

  @Test
  void a_commit_makes_events_and_checkpoint_durable_together() throws IOException {
    List<IndexableEvent> events = samples(400);
    Checkpoint first =
        new Checkpoint(Map.of(PARTITION, 100L), Map.of(PARTITION.topic(), "topic-id_1"));
    store().append(events.subList(0, 100));
    store().commit(first);
    store().append(events.subList(100, 250));
    reopen();
    assertThat(store().checkpoint()).isEqualTo(first);
    assertThat(store().count(Selection.ALL)).isEqualTo(100);
    assertThat(store().append(events.subList(100, 400))).containsOnly(AppendOutcome.ADDED);
    store().commit(first.with(PARTITION, 400));
    reopen();
    assertThat(store().checkpoint()).isEqualTo(first.with(PARTITION, 400));
    assertThat(store().count(Selection.ALL)).isEqualTo(400);
  }

  @Test
  void a_checkpoint_may_move_without_events() throws IOException {
    store().commit(Checkpoint.NONE.with(PARTITION, 7));
    store().commit(Checkpoint.NONE.with(PARTITION, 9));
    reopen();
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE.with(PARTITION, 9));
  }

  @Test
  void pages_hold_every_event_once_in_order() throws IOException {
    List<IndexableEvent> events = samples(500);
    appendVisibly(events);
    List<String> oldest = events.stream().sorted(BY_TIME).map(event -> event.id().value()).toList();
    for (int limit : List.of(1, 7, 100, 499, 500, 1000)) {
      assertThat(allIds(new Query.All(), Order.OLDEST_FIRST, limit)).isEqualTo(oldest);
      assertThat(allIds(new Query.All(), Order.NEWEST_FIRST, limit)).isEqualTo(oldest.reversed());
    }
  }

  @Test
  void pages_stay_stable_while_events_arrive() throws IOException {
    List<IndexableEvent> events = samples(600);
    appendVisibly(events.subList(0, 200));
    List<String> before = events.subList(0, 200).stream().map(event -> event.id().value()).toList();
    List<String> seen = new ArrayList<>();
    String cursor = null;
    int next = 200;
    do {
      EventPage page = store().search(newest(new Query.All(), 20, cursor));
      assertThat(page.total()).isEqualTo(new Count(200, true));
      seen.addAll(ids(page.events().stream()));
      cursor = page.next();
      appendVisibly(events.subList(next, next + 10));
      next += 10;
    } while (cursor != null);
    assertThat(seen).doesNotHaveDuplicates().containsAll(before);
  }

  @Test
  void events_of_one_instant_are_paged_by_their_place_in_the_log() throws IOException {
    List<IndexableEvent> events = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      IndexableEvent same = event("at-" + i, "\"stageTimestamp\":\"2026-11-23T10:00:00.000001Z\"");
      events.add(
          new IndexableEvent(
              same.id(),
              same.event(),
              same.envelope(),
              same.raw(),
              new Checkpoint.Partition(PARTITION.topic(), i % 3),
              i));
    }
    appendVisibly(events);
    List<String> wanted = events.stream().sorted(BY_TIME).map(event -> event.id().value()).toList();
    assertThat(allIds(new Query.All(), Order.OLDEST_FIRST, 7)).isEqualTo(wanted);
    assertThat(allIds(new Query.All(), Order.NEWEST_FIRST, 7)).isEqualTo(wanted.reversed());
  }

  /// Bad input B50.
  @Test
  void a_foreign_cursor_or_limit_is_refused() throws IOException {
    appendVisibly(samples(30));
    String cursor = store().search(newest(new Query.All(), 10, null)).next();
    for (String wrong : List.of("", "x", "AAAA", "%%%", "x" + cursor)) {
      assertThatThrownBy(() -> store().search(newest(new Query.All(), 10, wrong)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    EventSearch otherOrder = new EventSearch(Selection.ALL, Order.OLDEST_FIRST, 10, cursor);
    assertThatThrownBy(() -> store().search(otherOrder))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> newest(new Query.All(), 1_000_000, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void totals_are_exact_up_to_ten_thousand() throws IOException {
    List<IndexableEvent> events = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      events.add(event("total-" + i, "\"verb\":\"" + (i < 10_000 ? "get" : "list") + "\""));
    }
    appendVisibly(events);
    Query gets = new Query.Term(EventField.VERB, "get");
    assertThat(store().search(newest(gets, 1, null)).total()).isEqualTo(new Count(10_000, true));
    assertThat(store().search(newest(new Query.All(), 1, null)).total())
        .isEqualTo(new Count(10_000, false));
    assertThat(store().count(Selection.ALL)).isEqualTo(10_001);
  }

  @Test
  void every_kind_of_query_finds_what_a_plain_evaluation_finds() throws IOException {
    List<IndexableEvent> events = samples(500);
    appendVisibly(events);
    List<QueryOracle> oracles = events.stream().map(QueryOracle::new).toList();
    RandomQueries queries = new RandomQueries(SEED, oracles);
    for (int i = 0; i < QUERIES; i++) {
      Query query = queries.next();
      List<String> wanted =
          oracles.stream()
              .filter(oracle -> oracle.matches(query))
              .map(QueryOracle::indexable)
              .sorted(BY_TIME.reversed())
              .map(event -> event.id().value())
              .toList();
      String as = "seed " + SEED + ", query " + i + ": " + query;
      assertThat(store().count(selection(query))).as(as).isEqualTo(wanted.size());
      EventPage page = store().search(newest(query, 1000, null));
      assertThat(ids(page.events().stream())).as(as).isEqualTo(wanted);
    }
  }

  @Test
  void a_range_of_time_is_half_open_to_the_microsecond() throws IOException {
    appendVisibly(
        List.of(
            event("a", "\"stageTimestamp\":\"2026-11-23T00:00:00.000000Z\""),
            event("b", "\"stageTimestamp\":\"2026-11-23T00:00:00.000001Z\""),
            event("c", "\"stageTimestamp\":\"2026-11-22T23:59:59.999999Z\""),
            event("d", "\"stageTimestamp\":\"2026-11-23T01:00:00+01:00\",\"verb\":\"get\"")));
    Instant midnight = Instant.parse("2026-11-23T00:00:00Z");
    assertThat(countIn(midnight, null)).isEqualTo(3);
    assertThat(countIn(null, midnight)).isEqualTo(1);
    assertThat(countIn(midnight, midnight)).isZero();
    assertThat(countIn(midnight, midnight.plusNanos(1000))).isEqualTo(2);
    assertThat(countIn(midnight.plusNanos(1), null)).isEqualTo(1);
    assertThat(countIn(midnight.minusNanos(1000), midnight.plusNanos(1001))).isEqualTo(4);
  }

  private long countIn(@Nullable Instant from, @Nullable Instant to) throws IOException {
    TimeRange range = new TimeRange(from, to);
    long direct = store().count(new Selection(new Query.All(), range));
    assertThat(store().count(selection(new Query.During(range)))).isEqualTo(direct);
    return direct;
  }

  @Test
  void top_and_cardinality_count_as_a_plain_evaluation_does() throws IOException {
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
  void a_histogram_counts_as_a_plain_evaluation_does() throws IOException {
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

  @Test
  void old_slices_go_by_received_time() throws IOException {
    String old = "\"stageTimestamp\":\"2025-01-01T00:00:00Z\"";
    appendVisibly(
        List.of(
            event("old", old, Instant.parse("2025-01-01T00:00:01Z")),
            event("late", "\"stageTimestamp\":\"2025-03-01T00:00:00Z\""),
            event("new", "\"stageTimestamp\":\"2026-11-23T10:00:00Z\"")));
    store().commit(Checkpoint.NONE.with(PARTITION, 3));
    assertThat(store().dropReceivedBefore(Instant.parse("2024-12-01T00:00:00Z"))).isZero();
    assertThat(store().dropReceivedBefore(Instant.parse("2026-11-01T00:00:00Z"))).isEqualTo(1);
    assertThat(store().count(Selection.ALL)).isEqualTo(2);
    assertThat(store().count(selection(new Query.Term(EventField.AUDIT_ID, "old")))).isZero();
    reopen();
    assertThat(store().count(Selection.ALL)).isEqualTo(2);
    assertThat(store().checkpoint()).isEqualTo(Checkpoint.NONE.with(PARTITION, 3));
  }
}
