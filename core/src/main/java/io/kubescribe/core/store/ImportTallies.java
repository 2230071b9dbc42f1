package io.kubescribe.core.store;

import java.util.Optional;

/// What has become of the events of runs of `import`, told by the indexer of this process. Safe for
/// use by many threads.
public interface ImportTallies {
  /// The counts of one run so far. An event is counted once it is durable and every search finds
  /// it, so a run is over when the sum equals the number of events sent. Kept in memory for the
  /// latest runs only; events of a run that were counted before a restart are not counted again.
  ///
  /// @param importId [io.kubescribe.core.audit.EventEnvelope#importId()] of the run
  /// @return empty if no event of the run has been counted by this process
  Optional<ImportTally> tally(String importId);

  /// Counts of one run.
  ///
  /// @param added new events
  /// @param duplicates events that were already here
  /// @param quarantined events that could not be indexed and are kept in quarantine
  record ImportTally(long added, long duplicates, long quarantined) {
    public static final ImportTally NONE = new ImportTally(0, 0, 0);

    public long total() {
      return added + duplicates + quarantined;
    }

    public ImportTally plus(ImportTally other) {
      return new ImportTally(
          added + other.added, duplicates + other.duplicates, quarantined + other.quarantined);
    }
  }
}
