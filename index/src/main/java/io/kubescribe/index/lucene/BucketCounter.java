package io.kubescribe.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Counts events by time bucket and, if asked, by value of a facet within each.
final class BucketCounter extends SimpleCollector {
  private final long start;
  private final long width;
  private final @Nullable String by;
  private final long[] counts;
  private final List<Map<BytesRef, Long>> split = new ArrayList<>();
  private int cells;

  // Of the segment at hand.
  private @Nullable NumericDocValues times;
  private @Nullable Values values;
  private final Map<Long, int[]> byCell = new HashMap<>();

  /// @param start first microsecond of the first bucket
  /// @param width of each, in microseconds
  BucketCounter(long start, long width, int buckets, @Nullable String by) {
    this.start = start;
    this.width = width;
    this.by = by;
    this.counts = new long[buckets];
    for (int i = 0; i < buckets; i++) {
      split.add(new HashMap<>());
    }
  }

  @Override
  protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
    times = DocValues.getNumeric(leaf.reader(), Fields.TIMESTAMP);
    values = by == null ? null : new Values(leaf.reader(), by);
  }

  @Override
  public void collect(int document) throws IOException {
    NumericDocValues current = times;
    if (current == null || !current.advanceExact(document)) {
      return;
    }
    long since = current.longValue() - start;
    int bucket = (int) Math.min(since / width, counts.length);
    if (since < 0 || bucket == counts.length) {
      // Came in after the ends of the range were looked up.
      return;
    }
    counts[bucket]++;
    if (values != null) {
      values.visit(document, ordinal -> count(bucket, ordinal));
    }
  }

  private void count(int bucket, int ordinal) {
    int[] cell = byCell.computeIfAbsent((long) bucket << 32 | ordinal, _ -> new int[1]);
    cell[0]++;
    if (byCell.size() > SearchBudget.MAX_CELLS) {
      throw tooMany();
    }
  }

  @Override
  public void finish() throws IOException {
    Values current = values;
    for (Map.Entry<Long, int[]> cell : byCell.entrySet()) {
      if (current != null) {
        Map<BytesRef, Long> bucket = split.get((int) (cell.getKey() >> 32));
        BytesRef term = current.term(cell.getKey().intValue());
        if (bucket.merge(term, (long) cell.getValue()[0], Long::sum) == cell.getValue()[0]) {
          cells++;
        }
      }
    }
    byCell.clear();
    if (cells > SearchBudget.MAX_CELLS) {
      throw tooMany();
    }
  }

  private SearchBudget.SpentException tooMany() {
    return new SearchBudget.SpentException(
        "a histogram by "
            + by
            + " has more than "
            + SearchBudget.MAX_CELLS
            + " counts: ask for fewer buckets, or narrow the query");
  }

  long count(int bucket) {
    return counts[bucket];
  }

  Map<BytesRef, Long> split(int bucket) {
    return split.get(bucket);
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }
}
