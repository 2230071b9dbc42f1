package io.kubescribe.ingest.file;

import java.util.List;

/// What became of an import; `read` is the sum of the three others.
///
/// @param read pieces that were sent and are durable
/// @param added new events
/// @param duplicates events that were here before, or twice in the files
/// @param quarantined pieces that are no event and are kept as they are
/// @param problems what could not be read to its end, a line each; empty if all is well
public record ImportResult(
    long read, long added, long duplicates, long quarantined, List<String> problems) {
  public ImportResult {
    problems = List.copyOf(problems);
  }
}
