package io.kubescribe.core.recording;

import io.kubescribe.core.session.SessionRecord;
import java.util.List;

/// A known hole in a recording.
///
/// @param cause where it came about
/// @param sequence number of the first record missing; where none is, of the record after the hole
/// @param records how many are missing
/// @param fromNanos time of the last record before the hole, nanoseconds since the start
/// @param toNanos time of the first record after it
/// @param lost bytes known to be lost of each stream, empty where nobody knows
public record RecordingGap(
    Cause cause,
    long sequence,
    long records,
    long fromNanos,
    long toNanos,
    List<SessionRecord.LostBytes> lost) {
  /// Where a hole came about.
  public enum Cause {
    /// The gateway relayed more than it could bring into the log, and says so itself.
    NOT_RECORDED("not-recorded"),
    /// The log has no record of these numbers.
    MISSING("missing"),
    /// The recording had been sealed when more came.
    INTERRUPTED("interrupted"),
    /// Stored bytes are damaged.
    TORN("torn");

    private final String wireName;

    Cause(String wireName) {
      this.wireName = wireName;
    }

    /// The word in the API and in stored recordings.
    public String wireName() {
      return wireName;
    }

    /// The word in the API and in stored recordings.
    @Override
    public String toString() {
      return wireName;
    }
  }

  public RecordingGap {
    lost = List.copyOf(lost);
  }

  /// Whether the record of that number is one that is missing. What the gateway lost never had a
  /// number.
  public boolean covers(long number) {
    return cause != Cause.NOT_RECORDED && number >= sequence && number - sequence < records;
  }
}
