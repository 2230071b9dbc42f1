package io.kubescribe.index.lucene;

import io.kubescribe.core.store.QueryTooCostlyException;
import java.time.Duration;

/// What one read may use up: time, and terms looked at for wildcards and ranges. Used by the one
/// thread that reads.
final class SearchBudget {
  /// Leaf conditions of one query.
  static final int MAX_CLAUSES = 1024;

  /// Conditions within conditions.
  static final int MAX_DEPTH = 100;

  /// Terms looked at (not matched) by one read.
  static final int MAX_TERMS = 1_000_000;

  /// Distinct values held by one aggregation.
  static final int MAX_VALUES = 500_000;

  /// Cells (bucket and value) of one histogram.
  static final int MAX_CELLS = 65_536;

  /// A limit was passed in the midst of Lucene's code, which knows no such exception of ours.
  static final class SpentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    SpentException(String message) {
      super(message, null, false, false);
      this.reason = message;
    }

    QueryTooCostlyException toChecked() {
      return new QueryTooCostlyException(reason);
    }
  }

  private final Duration limit;
  private final long start = System.nanoTime();
  private int terms;

  SearchBudget(Duration limit) {
    this.limit = limit;
  }

  boolean expired() {
    return System.nanoTime() - start > limit.toNanos();
  }

  void checkTime() {
    if (expired()) {
      throw new SpentException(
          "the query took longer than "
              + limit.toMillis()
              + " ms: narrow the range of time or add"
              + " a condition");
    }
  }

  void countTerm() {
    terms++;
    if (terms > MAX_TERMS) {
      throw new SpentException(
          "a wildcard or range looked at more than "
              + MAX_TERMS
              + " values: begin it with letters, or narrow the range of time");
    }
    if ((terms & 0xfff) == 0) {
      checkTime();
    }
  }
}
