package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionRecordCodec;
import java.nio.ByteBuffer;
import java.util.List;

/// One entry of a chunk: a session record, or a gap that the store found.
///
/// @param type as stored
/// @param payload as stored; nobody may change it
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(int type, long sequence, long nanos, byte[] payload) {
  /// Type of a gap that the store found.
  static final int GAP = 128;

  private static final int GAP_SIZE = 17;

  /// @param encoded bytes of a record, which have been decoded once
  static Frame of(SequencedRecord record, byte[] encoded) {
    byte[] payload = new byte[encoded.length - SessionRecordCodec.HEADER];
    System.arraycopy(encoded, SessionRecordCodec.HEADER, payload, 0, payload.length);
    return new Frame(
        encoded[SessionRecordCodec.TYPE_AT], record.sequence(), record.nanos(), payload);
  }

  static Frame of(RecordingGap gap) {
    ByteBuffer payload = ByteBuffer.allocate(GAP_SIZE).put(code(gap.cause()));
    payload.putLong(gap.records()).putLong(gap.fromNanos());
    return new Frame(GAP, gap.sequence(), gap.toNanos(), payload.array());
  }

  private static byte code(RecordingGap.Cause cause) {
    return switch (cause) {
      case MISSING -> 1;
      case INTERRUPTED -> 2;
      case TORN -> 3;
      case NOT_RECORDED ->
          throw new IllegalArgumentException("the gateway's own gaps are session records");
    };
  }

  boolean isGap() {
    return type == GAP;
  }

  /// The gap that the store found; for a frame that is one, of which [#record] could be read.
  RecordingGap gap() {
    ByteBuffer bytes = ByteBuffer.wrap(payload);
    RecordingGap.Cause cause =
        switch (bytes.get()) {
          case 1 -> RecordingGap.Cause.MISSING;
          case 2 -> RecordingGap.Cause.INTERRUPTED;
          default -> RecordingGap.Cause.TORN;
        };
    return new RecordingGap(cause, sequence, bytes.getLong(), bytes.getLong(), nanos, List.of());
  }

  /// The record; a gap of either kind is a [SessionRecord.Gap].
  ///
  /// @throws CorruptDataException if the payload is none of its type
  SequencedRecord record() throws CorruptDataException {
    if (isGap()) {
      if (payload.length != GAP_SIZE || payload[0] < 1 || payload[0] > 3) {
        throw new CorruptDataException("frame of a gap can't be read");
      }
      RecordingGap gap = gap();
      return new SequencedRecord(
          sequence,
          nanos,
          new SessionRecord.Gap(gap.fromNanos(), gap.toNanos(), gap.lost(), gap.records()));
    }
    return SessionRecordCodec.decode(encoded());
  }

  /// The bytes of the record as they came.
  byte[] encoded() {
    return SessionRecordCodec.assemble(type, sequence, nanos, payload);
  }
}
