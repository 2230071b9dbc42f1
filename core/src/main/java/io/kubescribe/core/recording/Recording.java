package io.kubescribe.core.recording;

import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a recording. Of a live one it is what was known when it was asked for.
///
/// @param start null when the session's first record is missing
/// @param pod the latest that was learnt of the pod, null for nothing
/// @param reason why it ended as it did, for people; empty while it is live
/// @param startedAt from which times count; without a start record, when the id was made
/// @param duration from there to the last record
/// @param bytes recorded of each stream; 0 for those that had none
/// @param exitCode of the process, null when it is not known
/// @param gaps known holes in order, the first [#MOST_GAPS] of them
/// @param gapCount how many there are
/// @param records records in it
/// @param storedBytes what it takes in the store
/// @param epochs parts that it was written in: one more each time that records came after it had
///   been sealed
/// @param rootHash SHA-256 that stands for the whole content, 64 hexadecimal digits; null while it
///   is live or its seal can't be read
public record Recording(
    SessionId id,
    @Nullable SessionStart start,
    @Nullable PodFacts pod,
    RecordingState state,
    String reason,
    Instant startedAt,
    Duration duration,
    Map<SessionStream, Long> bytes,
    @Nullable Integer exitCode,
    List<RecordingGap> gaps,
    long gapCount,
    long records,
    long storedBytes,
    int epochs,
    @Nullable String rootHash) {
  /// The most gaps that are kept one by one.
  public static final int MOST_GAPS = 1000;

  public Recording {
    bytes = Map.copyOf(bytes);
    gaps = List.copyOf(gaps);
  }

  /// When the last record was made.
  public Instant lastRecordAt() {
    return startedAt.plus(duration);
  }

  /// Whether more records may come.
  public boolean isLive() {
    return state == RecordingState.LIVE;
  }
}
