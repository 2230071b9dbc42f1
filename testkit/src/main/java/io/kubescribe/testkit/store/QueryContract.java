package io.kubescribe.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.EventPage;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.core.store.Selection;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Queries: every kind, compared with a plain evaluation.
interface QueryContract extends StoreUnderTest {
  /// Random queries compared.
  int QUERIES = Boolean.getBoolean("kubescribe.soak") ? 10_000 : 300;

  @Test
  @Tag("soak")
  default void every_kind_of_query_finds_what_a_plain_evaluation_finds() throws IOException {
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
  default void a_range_of_time_is_half_open_to_the_microsecond() throws IOException {
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
  default void an_exec_is_found_by_the_session_that_its_audit_id_names() throws IOException {
    String id = "019ab000-0000-7000-8000-000000000001";
    String object =
        "\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"shop\",\"name\":\"cart-0\"";
    appendVisibly(
        List.of(
            event(id, object + ",\"subresource\":\"exec\"},\"verb\":\"get\""),
            event(id, object + ",\"subresource\":\"log\"},\"verb\":\"get\""),
            event("client-made", object + ",\"subresource\":\"exec\"},\"verb\":\"create\"")));
    assertThat(store().count(selection(new Query.Term(EventField.SESSION, id)))).isEqualTo(1);
    assertThat(store().count(selection(new Query.Exists(EventField.SESSION)))).isEqualTo(1);
    assertThat(store().count(selection(new Query.Term(EventField.AUDIT_ID, id)))).isEqualTo(2);
  }
}
