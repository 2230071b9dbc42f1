package io.kubescribe.index.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Counts events by value of a facet: by ordinal within a segment, merged by term between them.
final class ValueCounter extends SimpleCollector {
  private final String field;
  private final Map<BytesRef, long[]> counts = new HashMap<>();
  private @Nullable Values values;
  private int[] byOrdinal = {};

  ValueCounter(String field) {
    this.field = field;
  }

  @Override
  protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
    Values fresh = new Values(leaf.reader(), field);
    values = fresh;
    byOrdinal = new int[fresh.size()];
  }

  @Override
  public void collect(int document) throws IOException {
    Values current = values;
    if (current != null) {
      current.visit(document, ordinal -> byOrdinal[ordinal]++);
    }
  }

  @Override
  public void finish() throws IOException {
    Values current = values;
    for (int ordinal = 0; current != null && ordinal < byOrdinal.length; ordinal++) {
      if (byOrdinal[ordinal] > 0) {
        counts.computeIfAbsent(current.term(ordinal), _ -> new long[1])[0] += byOrdinal[ordinal];
        if (counts.size() > SearchBudget.MAX_VALUES) {
          throw new SearchBudget.SpentException(
              "field "
                  + field
                  + " has more than "
                  + SearchBudget.MAX_VALUES
                  + " values here: narrow the query or the range of time");
        }
      }
    }
    values = null;
  }

  Map<BytesRef, long[]> counts() {
    return counts;
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }
}
