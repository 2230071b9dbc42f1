package io.kubescribe.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.match.QueryMatcher;
import io.kubescribe.core.query.Query;
import io.kubescribe.testkit.SampleEvents;
import io.kubescribe.testkit.store.QueryOracle;
import io.kubescribe.testkit.store.RandomQueries;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Holds the matcher to the oracle that every search store is held to.
class QueryMatcherTest {
  private static final int QUERIES = Boolean.getBoolean("kubescribe.soak") ? 50_000 : 3_000;
  private static final long SEED = Long.getLong("kubescribe.seed", 20261124);

  @Test
  void every_kind_of_query_matches_what_a_search_would_find() {
    List<QueryOracle> events =
        new SampleEvents(SEED).indexable(200, 0).stream().map(QueryOracle::new).toList();
    RandomQueries queries = new RandomQueries(SEED, events);
    for (int i = 0; i < QUERIES; i++) {
      Query query = queries.next();
      QueryMatcher matcher = new QueryMatcher(query);
      for (QueryOracle event : events) {
        assertThat(matcher.matches(event.indexable()))
            .as("seed %d, query %d: %s on %s", SEED, i, query, event.indexable().id())
            .isEqualTo(event.matches(query));
      }
    }
  }
}
