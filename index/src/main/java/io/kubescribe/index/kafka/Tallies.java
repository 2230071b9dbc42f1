package io.kubescribe.index.kafka;

import io.kubescribe.core.store.ImportTallies;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts of the latest runs of `import`. Safe for use by many threads.
final class Tallies implements ImportTallies {
  /// Runs remembered, about 200 bytes each.
  static final int MAX_RUNS = 1000;

  /// Ids longer than this are not ours, and not counted.
  private static final int LONGEST_ID = 200;

  private final Map<String, ImportTally> runs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ImportTally> eldest) {
          return size() > MAX_RUNS;
        }
      };

  synchronized void add(Map<String, ImportTally> counted) {
    counted.forEach((run, tally) -> {
      if (run.length() <= LONGEST_ID) {
        runs.merge(run, tally, ImportTally::plus);
      }
    });
  }

  @Override
  public synchronized Optional<ImportTally> tally(String importId) {
    return Optional.ofNullable(runs.get(importId));
  }
}
