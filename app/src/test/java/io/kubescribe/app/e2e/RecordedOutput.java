package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What stands in the log of a session whose output is [NumberedOutput].
///
/// @param number last word of its command
/// @param recorded bytes of stdout in records
/// @param missing bytes of stdout in gaps
/// @param firstLoss when the first lost record was made; the end of time if none was
record RecordedOutput(
    String number, long recorded, long missing, Instant firstLoss, EndReason reason) {
  /// Requires of each byte that it is the one of its place, and of the holes between them that they
  /// are as large as the gaps say.
  ///
  /// @param records in order
  static RecordedOutput of(List<SequencedRecord> records) {
    SessionRecord.Start start = (SessionRecord.Start) records.getFirst().record();
    NumberedOutput expected = new NumberedOutput();
    Instant firstLoss = Instant.MAX;
    long recorded = 0;
    long missing = 0;
    // Of records so short that no line is in them, and so unknown where they belong.
    long afloat = 0;
    long next = 0;
    boolean placed = true;
    for (SequencedRecord one : records) {
      placed &= one.sequence() == next;
      next = one.sequence() + 1;
      switch (one.record()) {
        case SessionRecord.Data(SessionStream stream, byte[] bytes)
            when stream == SessionStream.STDOUT -> {
          recorded += bytes.length;
          long place = placed ? expected.position() : NumberedOutput.positionOf(bytes);
          if (place < 0) {
            afloat += bytes.length;
          } else {
            assertThat(place).isGreaterThanOrEqualTo(expected.position() + afloat);
            afloat = 0;
            placed = true;
            expected.skipTo(place);
            expected.take(ByteBuffer.wrap(bytes));
          }
        }
        case SessionRecord.Gap gap -> {
          missing +=
              gap.lost().stream()
                  .filter(part -> part.stream() == SessionStream.STDOUT)
                  .mapToLong(SessionRecord.LostBytes::bytes)
                  .sum();
          Instant from = start.start().startedAt().plus(Duration.ofNanos(gap.fromNanos()));
          firstLoss = from.isBefore(firstLoss) ? from : firstLoss;
        }
        default -> {}
      }
    }
    SessionRecord.End end = (SessionRecord.End) records.getLast().record();
    assertThat(expected.position()).isBetween(recorded - afloat, recorded + missing);
    long relayed = recorded + missing;
    long lost = missing;
    assertThat(end.totals())
        .allSatisfy(total -> {
          if (total.stream() == SessionStream.STDOUT) {
            assertThat(total.bytes()).isEqualTo(relayed);
            assertThat(total.missing()).isEqualTo(lost);
          }
        });
    List<String> command = start.start().command();
    return new RecordedOutput(command.getLast(), recorded, missing, firstLoss, end.reason());
  }
}
