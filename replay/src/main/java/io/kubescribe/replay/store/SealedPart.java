package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.StoredPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is known of a part that is complete: by its seal, or where that is damaged by what can be
/// read of it.
///
/// @param index of its chunks, as far as they can be found
/// @param start bytes of the start record, none when it is missing
/// @param pod bytes of the newest record of facts, none when there is none
/// @param rootHash 32 bytes, zeros where the seal can't be read
/// @param intact whether the seal could be read
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedPart(
    StoredPart stored,
    PartFacts facts,
    ChunkIndex index,
    byte[] start,
    byte[] pod,
    byte[] rootHash,
    boolean intact) {
  /// Reads the seal; all of the part if that is damaged.
  public static SealedPart read(RecordingStore store, StoredPart stored) throws IOException {
    try {
      Seal seal = readSeal(store, stored);
      return new SealedPart(
          stored, seal.facts(), seal.index(), seal.start(), seal.pod(), seal.rootHash(), true);
    } catch (CorruptDataException e) {
      PartScan scan = new PartScan(store, stored.part());
      scan.advance();
      Tally tally = scan.tally();
      return new SealedPart(
          stored,
          torn(scan),
          scan.index(),
          tally.start(),
          tally.pod(),
          new byte[Digests.HASH],
          false);
    }
  }

  static Seal readSeal(RecordingStore store, StoredPart stored) throws IOException {
    if (stored.size() < PartHeader.SIZE + Seal.TRAILER) {
      throw new CorruptDataException("part " + stored.part() + " is too short for a seal");
    }
    ByteBuffer trailer = store.read(stored.part(), stored.size() - Seal.TRAILER, Seal.TRAILER);
    long size = trailer.remaining() < Seal.TRAILER ? 0 : Seal.sizeByTrailer(trailer);
    if (size == 0 || size > stored.size() - PartHeader.SIZE) {
      throw new CorruptDataException("part " + stored.part() + " does not end with a seal");
    }
    ByteBuffer bytes = store.read(stored.part(), stored.size() - size, (int) size);
    byte[] seal = new byte[bytes.remaining()];
    bytes.get(seal);
    return Seal.decode(seal);
  }

  private static PartFacts torn(PartScan scan) {
    String fault = Objects.requireNonNullElse(scan.fault(), "its seal is missing");
    PartFacts facts =
        scan.tally()
            .facts(
                RecordingState.TORN,
                "the stored bytes are damaged at %d: %s".formatted(scan.end(), fault));
    List<RecordingGap> gaps = new ArrayList<>(facts.gaps());
    gaps.add(rest(facts));
    return new PartFacts(
        facts.state(),
        facts.reason(),
        facts.records(),
        facts.firstSequence(),
        facts.lastSequence(),
        facts.lastNanos(),
        facts.stdin(),
        facts.stdout(),
        facts.stderr(),
        facts.exitCode(),
        facts.gapCount() + 1,
        gaps);
  }

  /// What is behind the end of what can be read; how much nobody knows.
  private static RecordingGap rest(PartFacts facts) {
    return new RecordingGap(
        RecordingGap.Cause.TORN,
        facts.lastSequence() + 1,
        0,
        facts.lastNanos(),
        facts.lastNanos(),
        List.of());
  }

  /// The gap at the end of what can be read; null where the seal could be read.
  @Nullable RecordingGap unreadable() {
    return intact ? null : facts.gaps().getLast();
  }

  public long lastSequence() {
    return facts.lastSequence();
  }

  /// Time of the newest record, nanoseconds since the start of the session.
  public long lastNanos() {
    return facts.lastNanos();
  }

  /// Whether the record of that number is known to be missing.
  public boolean isMissing(long sequence) {
    return facts.isMissing(sequence);
  }
}
