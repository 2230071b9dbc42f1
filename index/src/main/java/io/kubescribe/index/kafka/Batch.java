package io.kubescribe.index.kafka;

import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.ImportTallies.ImportTally;
import io.kubescribe.core.store.IndexableEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has been read since the last commit. For the indexing thread.
final class Batch {
  private static final ImportTally ADDED = new ImportTally(1, 0, 0);
  private static final ImportTally DUPLICATE = new ImportTally(0, 1, 0);
  private static final ImportTally QUARANTINED = new ImportTally(0, 0, 1);

  private final Map<String, ImportTally> imports = new HashMap<>();
  private ImportTally total = ImportTally.NONE;
  private long bytes;

  void indexed(IndexableEvent event, AppendOutcome outcome) {
    count(event.envelope().importId(), outcome == AppendOutcome.ADDED ? ADDED : DUPLICATE);
    bytes += event.raw().length;
  }

  void quarantined(@Nullable String importId, int length) {
    count(importId, QUARANTINED);
    bytes += length;
  }

  private void count(@Nullable String importId, ImportTally one) {
    total = total.plus(one);
    if (importId != null) {
      imports.merge(importId, one, ImportTally::plus);
    }
  }

  ImportTally total() {
    return total;
  }

  /// Counts by run of `import`.
  Map<String, ImportTally> imports() {
    return Map.copyOf(imports);
  }

  boolean hasImports() {
    return !imports.isEmpty();
  }

  /// Bytes of the events in it.
  long bytes() {
    return bytes;
  }
}
