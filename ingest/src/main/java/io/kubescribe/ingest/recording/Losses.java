package io.kubescribe.ingest.recording;

import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts what is lost until it can be written as a gap. For one session's event loop only.
final class Losses {
  private final Map<SessionStream, Long> bytes = new EnumMap<>(SessionStream.class);
  private final Map<SessionStream, Long> total = new EnumMap<>(SessionStream.class);
  private long from = Long.MAX_VALUE;
  private long to;
  private long records;

  void add(SequencedRecord lost) {
    from = Math.min(from, lost.nanos());
    to = Math.max(to, lost.nanos());
    records++;
    switch (lost.record()) {
      case SessionRecord.Data(SessionStream stream, byte[] data) -> {
        bytes.merge(stream, (long) data.length, Long::sum);
        total.merge(stream, (long) data.length, Long::sum);
      }
      // Its bytes are in the total already.
      case SessionRecord.Gap gap -> {
        from = Math.min(from, gap.fromNanos());
        to = Math.max(to, gap.toNanos());
        records += gap.records();
        gap.lost().forEach(part -> bytes.merge(part.stream(), part.bytes(), Long::sum));
      }
      default -> {}
    }
  }

  boolean isEmpty() {
    return records == 0;
  }

  /// All that was added since the last call.
  SessionRecord.Gap take() {
    List<SessionRecord.LostBytes> lost = new ArrayList<>();
    bytes.forEach((stream, count) -> lost.add(new SessionRecord.LostBytes(stream, count)));
    SessionRecord.Gap gap = new SessionRecord.Gap(from, to, lost, records);
    bytes.clear();
    from = Long.MAX_VALUE;
    to = 0;
    records = 0;
    return gap;
  }

  /// Bytes of a stream lost in all.
  long total(SessionStream stream) {
    return total.getOrDefault(stream, 0L);
  }
}
