package io.kubescribe.index.lucene;

import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.Selection;
import io.kubescribe.index.lucene.SliceName.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/// One read: the query as Lucene takes it, the slices that may hold what is asked for, and the
/// budget.
final class Read {
  private final SearchBudget budget;
  private final org.apache.lucene.search.Query query;
  private final TimeRange range;

  Read(Selection selection, SearchBudget budget) {
    this.budget = budget;
    Query whole = Query.and(selection.query(), new Query.During(selection.range()));
    range = narrowed(whole, TimeRange.ALL);
    query = new QueryTranslator(budget).translate(whole);
  }

  SearchBudget budget() {
    return budget;
  }

  org.apache.lucene.search.Query query() {
    return query;
  }

  /// Every slice that may hold what is asked for: flagged ones, then the others, newest first.
  List<Slice> slices(Slices all) {
    List<Slice> slices = new ArrayList<>(flagged(all));
    slices.addAll(main(all));
    return slices;
  }

  List<Slice> flagged(Slices all) {
    return all.overlapping(Kind.FLAGGED, range);
  }

  List<Slice> main(Slices all) {
    return all.overlapping(Kind.MAIN, range);
  }

  /// The part of `range` that the query leaves over, by its conditions on time that must hold.
  private static TimeRange narrowed(Query query, TimeRange range) {
    if (query instanceof Query.During(TimeRange during)) {
      Instant from = later(range.from(), during.from());
      Instant to = earlier(range.to(), during.to());
      return from != null && to != null && to.isBefore(from)
          ? new TimeRange(from, from)
          : new TimeRange(from, to);
    }
    TimeRange left = range;
    if (query instanceof Query.And(List<Query> clauses)) {
      for (Query clause : clauses) {
        left = narrowed(clause, left);
      }
    }
    return left;
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isAfter(a)) ? b : a;
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    return a == null || (b != null && b.isBefore(a)) ? b : a;
  }

  /// A searcher that ends at the budget's time.
  IndexSearcher searcher(Slice.View view) {
    budget.checkTime();
    return searcher(view, budget);
  }

  static IndexSearcher searcher(Slice.View view, SearchBudget budget) {
    IndexSearcher searcher = new IndexSearcher(view.reader());
    // Queries hold the budget of one read: none is worth keeping.
    searcher.setQueryCache(null);
    searcher.setTimeout(budget::expired);
    return searcher;
  }

  /// Runs the collector over every slice.
  void collect(Slices all, Collector collector) throws IOException {
    for (Slice slice : slices(all)) {
      try (Slice.View view = slice.view()) {
        collect(searcher(view), query, collector, budget);
      }
    }
  }

  /// Runs one collector over all of a searcher, in this thread.
  static void collect(
      IndexSearcher searcher,
      org.apache.lucene.search.Query query,
      Collector collector,
      SearchBudget budget)
      throws IOException {
    searcher.search(
        query,
        new CollectorManager<Collector, Boolean>() {
          @Override
          public Collector newCollector() {
            return collector;
          }

          @Override
          public Boolean reduce(Collection<Collector> collectors) {
            return true;
          }
        });
    if (searcher.timedOut()) {
      budget.checkTime();
    }
  }

  void checkTimeout(IndexSearcher searcher) {
    if (searcher.timedOut()) {
      budget.checkTime();
    }
  }
}
