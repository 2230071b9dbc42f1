package io.kubescribe.index.lucene;

import io.kubescribe.core.query.Query;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// Which sessions of a slice fulfil a query: each leaf gives a set of sessions, and sets are joined
/// as the query says. So conditions on different documents of a session meet. For one read.
final class SessionMatch {
  private final SessionTable table;
  private final IndexSearcher searcher;
  private final SessionTranslator translator;
  private final SearchBudget budget;
  private int clauses;

  SessionMatch(SessionTable table, IndexSearcher searcher, SearchBudget budget) {
    this.table = table;
    this.searcher = searcher;
    this.translator = new SessionTranslator(budget);
    this.budget = budget;
  }

  /// By number of the table.
  FixedBitSet sessions(Query query) throws IOException {
    return sessions(query, 0);
  }

  private FixedBitSet sessions(Query query, int depth) throws IOException {
    if (depth > SearchBudget.MAX_DEPTH || ++clauses > SearchBudget.MAX_CLAUSES) {
      throw new SearchBudget.SpentException("the query has too many conditions");
    }
    return switch (query) {
      case Query.All() -> table.known();
      case Query.None() -> none();
      case Query.And(List<Query> all) -> {
        FixedBitSet left = table.known();
        for (Query clause : all) {
          left.and(sessions(clause, depth + 1));
        }
        yield left;
      }
      case Query.Or(List<Query> any) -> {
        FixedBitSet found = none();
        for (Query clause : any) {
          found.or(sessions(clause, depth + 1));
        }
        yield found;
      }
      case Query.Not(Query clause) -> {
        FixedBitSet left = table.known();
        left.andNot(sessions(clause, depth + 1));
        yield left;
      }
      case Query leaf -> leaf(leaf);
    };
  }

  private FixedBitSet none() {
    return new FixedBitSet(Math.max(1, table.size()));
  }

  private FixedBitSet leaf(Query leaf) throws IOException {
    FixedBitSet found = none();
    Read.collect(searcher, translator.leaf(leaf), new Gathering(table, found), budget);
    return found;
  }

  /// Notes the sessions of documents that count.
  private static final class Gathering extends SimpleCollector {
    private final SessionTable table;
    private final FixedBitSet into;
    private SessionTable.@Nullable Leaf leaf;

    Gathering(SessionTable table, FixedBitSet into) {
      this.table = table;
      this.into = into;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
      leaf = table.leaf(context);
    }

    @Override
    public void collect(int doc) throws IOException {
      int session = leaf == null ? -1 : leaf.current(doc);
      if (session >= 0) {
        into.set(session);
      }
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }
}
