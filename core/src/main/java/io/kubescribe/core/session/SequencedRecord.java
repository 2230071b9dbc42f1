package io.kubescribe.core.session;

/// A record and its place in the session's row.
///
/// @param sequence 0 for the start, then one more for each record; a missing number is a lost
///   record
/// @param nanos nanoseconds since the start of the session, never less than the record's before
public record SequencedRecord(long sequence, long nanos, SessionRecord record) {
  /// @throws IllegalArgumentException if a number is negative
  public SequencedRecord {
    if (sequence < 0 || nanos < 0) {
      throw new IllegalArgumentException(
          "sequence and nanos must not be negative, were " + sequence + " and " + nanos);
    }
  }
}
