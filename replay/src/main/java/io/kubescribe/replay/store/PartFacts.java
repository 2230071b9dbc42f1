package io.kubescribe.replay.store;

import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is in a part, as its seal tells.
///
/// @param reason why it ended, for people
/// @param records records in it, gaps that the store found aside
/// @param firstSequence of its first frame
/// @param lastSequence of its last frame
/// @param lastNanos time of its last frame, nanoseconds since the start of the session
/// @param stdin bytes recorded
/// @param exitCode null when it is not known
/// @param gapCount known holes
/// @param gaps the first [io.kubescribe.core.recording.Recording#MOST_GAPS] of them
record PartFacts(
    RecordingState state,
    String reason,
    long records,
    long firstSequence,
    long lastSequence,
    long lastNanos,
    long stdin,
    long stdout,
    long stderr,
    @Nullable Integer exitCode,
    long gapCount,
    List<RecordingGap> gaps) {
  PartFacts {
    gaps = List.copyOf(gaps);
  }

  /// Whether the record of that number is known to be missing.
  boolean isMissing(long sequence) {
    return gaps.stream().anyMatch(gap -> gap.covers(sequence));
  }
}
