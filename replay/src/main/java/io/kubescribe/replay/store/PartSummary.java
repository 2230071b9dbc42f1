package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionRecordCodec;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The facts of a part as they go into those of its recording.
///
/// @param rootHash 64 hexadecimal digits, null while there is none
record PartSummary(
    PartFacts facts,
    @Nullable SessionStart start,
    @Nullable PodFacts pod,
    @Nullable String rootHash,
    long storedBytes) {
  static PartSummary of(SealedPart sealed) {
    return new PartSummary(
        sealed.facts(),
        start(sealed.start()),
        pod(sealed.pod()),
        sealed.intact() ? HexFormat.of().formatHex(sealed.rootHash()) : null,
        sealed.stored().size());
  }

  /// @param scan of a part that may grow
  static PartSummary of(PartScan scan, long storedBytes) {
    Seal seal = scan.seal();
    return new PartSummary(
        seal == null ? scan.tally().facts(RecordingState.LIVE, "") : seal.facts(),
        start(scan.tally().start()),
        pod(scan.tally().pod()),
        seal == null ? null : HexFormat.of().formatHex(seal.rootHash()),
        storedBytes);
  }

  private static @Nullable SessionStart start(byte[] record) {
    return decoded(record) instanceof SessionRecord.Start(SessionStart start) ? start : null;
  }

  private static @Nullable PodFacts pod(byte[] record) {
    return decoded(record) instanceof SessionRecord.Facts(PodFacts pod) ? pod : null;
  }

  private static @Nullable SessionRecord decoded(byte[] record) {
    try {
      return record.length == 0 ? null : SessionRecordCodec.decode(record).record();
    } catch (CorruptDataException e) {
      // It was read when it was stored; a program that knows less shows less.
      return null;
    }
  }

  /// @param parts by epoch, at least one
  static Recording merge(SessionId id, List<PartSummary> parts) {
    SessionStart start = null;
    PodFacts pod = null;
    Integer exitCode = null;
    RecordingState state = parts.getLast().facts().state();
    String reason = parts.getLast().facts().reason();
    long[] numbers = new long[6];
    List<RecordingGap> gaps = new ArrayList<>();
    long lastNanos = 0;
    for (PartSummary part : parts) {
      PartFacts facts = part.facts();
      start = start == null ? part.start() : start;
      pod = part.pod() == null ? pod : part.pod();
      exitCode = facts.exitCode() == null ? exitCode : facts.exitCode();
      if (facts.state() == RecordingState.TORN && state != RecordingState.LIVE) {
        state = RecordingState.TORN;
        reason = facts.reason();
      }
      numbers[0] += facts.stdin();
      numbers[1] += facts.stdout();
      numbers[2] += facts.stderr();
      numbers[3] += facts.gapCount();
      numbers[4] += facts.records();
      numbers[5] += part.storedBytes();
      lastNanos = Math.max(lastNanos, facts.lastNanos());
      gaps.addAll(facts.gaps());
    }
    if (start != null && start.pod() != null && pod == null) {
      pod = start.pod();
    }
    Instant startedAt = start == null ? id.madeAt() : start.startedAt();
    return new Recording(
        id,
        start,
        pod,
        state,
        reason,
        startedAt,
        Duration.ofNanos(lastNanos),
        Map.of(
            SessionStream.STDIN, numbers[0],
            SessionStream.STDOUT, numbers[1],
            SessionStream.STDERR, numbers[2]),
        exitCode,
        gaps.subList(0, Math.min(gaps.size(), Recording.MOST_GAPS)),
        numbers[3],
        numbers[4],
        numbers[5],
        parts.size(),
        parts.getLast().rootHash());
  }
}
