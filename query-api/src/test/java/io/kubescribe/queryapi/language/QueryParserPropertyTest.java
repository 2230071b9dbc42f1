package io.kubescribe.queryapi.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.query.Query;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class QueryParserPropertyTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final long seed = Long.getLong("kubescribe.seed", new Random().nextLong());

  @Test
  void a_printed_tree_is_read_back_as_the_same_tree() throws QuerySyntaxException {
    RandomQuery random = new RandomQuery(seed);
    for (int i = 0; i < 5_000; i++) {
      Query tree = random.tree(4);
      String text = QueryPrinter.print(tree);
      if (text.length() <= QueryParser.MAX_LENGTH) {
        assertThat(QueryParser.parse(text, NOW)).as("seed %d, text %s", seed, text).isEqualTo(tree);
      }
    }
  }

  @Test
  void any_text_gives_a_tree_or_an_error_with_a_column_in_range() {
    RandomQuery random = new RandomQuery(seed);
    int trees = 0;
    for (int i = 0; i < 50_000; i++) {
      String text = random.text();
      try {
        assertThat(QueryParser.parse(text, NOW)).isNotNull();
        trees++;
      } catch (QuerySyntaxException e) {
        assertThat(e.column()).as("seed %d, text %s", seed, text).isBetween(1, text.length() + 1);
        assertThat(e.expected()).isNotBlank();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", text " + text, e);
      }
    }
    assertThat(trees).as("texts that are queries, seed %d", seed).isPositive();
  }
}
