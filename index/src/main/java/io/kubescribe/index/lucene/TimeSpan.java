package io.kubescribe.index.lucene;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.jspecify.annotations.Nullable;

/// Finds the first and last time of the selected events.
final class TimeSpan extends SimpleCollector {
  private @Nullable NumericDocValues times;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  @Override
  protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
    times = DocValues.getNumeric(leaf.reader(), Fields.TIMESTAMP);
  }

  @Override
  public void collect(int document) throws IOException {
    NumericDocValues current = times;
    if (current != null && current.advanceExact(document)) {
      long time = current.longValue();
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
  }

  boolean isEmpty() {
    return last < first;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE_NO_SCORES;
  }
}
