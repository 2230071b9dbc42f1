package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.session.SequencedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Reads the records of one part from a chunk on. For one thread at a time.
final class PartReader {
  private final PartBytes bytes;
  private final @Nullable SealedPart sealed;
  private final Queue<SequencedRecord> ready = new ArrayDeque<>();
  private int chunk;
  private long position;
  private long lastNanos;
  private boolean ended;

  private PartReader(
      RecordingStore store, Part part, @Nullable SealedPart sealed, int chunk, long position) {
    this.bytes = new PartBytes(store, part);
    this.sealed = sealed;
    this.chunk = chunk;
    this.position = position;
  }

  /// A part that is complete.
  static PartReader of(RecordingStore store, SealedPart sealed, long fromNanos) {
    return new PartReader(
        store, sealed.stored().part(), sealed, sealed.index().at(fromNanos), PartHeader.SIZE);
  }

  /// A part that may grow.
  static PartReader growing(RecordingStore store, Part part, ChunkIndex index, long fromNanos) {
    int chunk = index.at(fromNanos);
    return new PartReader(
        store, part, null, chunk, index.size() == 0 ? PartHeader.SIZE : index.position(chunk));
  }

  /// @return null at the end, of a part that may grow at the end for now
  @Nullable SequencedRecord next() throws IOException {
    while (ready.isEmpty() && !ended) {
      if (!(sealed == null ? readGrowing() : readIndexed(sealed))) {
        return null;
      }
    }
    SequencedRecord next = ready.poll();
    if (next != null) {
      lastNanos = next.nanos();
    }
    return next;
  }

  /// Whether no more will come.
  boolean ended() {
    return ended && ready.isEmpty();
  }

  private boolean readGrowing() throws IOException {
    try {
      byte[] head = bytes.read(position, Seal.FIXED);
      if (head == null) {
        return false;
      }
      if (Seal.begins(head)) {
        ended = true;
        return true;
      }
      Chunk read = chunk(position);
      if (read == null) {
        return false;
      }
      accept(read.entries());
      return true;
    } catch (CorruptDataException e) {
      // Being written, or torn: whoever writes the part will tell.
      bytes.forget();
      return false;
    }
  }

  private @Nullable Chunk chunk(long at) throws IOException {
    byte[] head = bytes.read(at, ChunkHeader.SIZE);
    if (head == null) {
      return null;
    }
    ChunkHeader header = ChunkHeader.decode(ByteBuffer.wrap(head));
    byte[] whole = bytes.read(at, header.size());
    if (whole == null) {
      return null;
    }
    position = at + header.size();
    return Chunk.decode(header, whole);
  }

  private void accept(List<Chunk.Entry> entries) {
    entries.forEach(entry -> ready.add(entry.record()));
  }

  private boolean readIndexed(SealedPart part) throws IOException {
    ChunkIndex index = part.index();
    if (chunk >= index.size()) {
      ended = true;
      RecordingGap rest = part.unreadable();
      if (rest != null) {
        ready.add(Frame.of(rest).record());
      }
      return true;
    }
    try {
      Chunk read = chunk(index.position(chunk));
      if (read == null) {
        throw new CorruptDataException("chunk is cut");
      }
      accept(read.entries());
    } catch (CorruptDataException e) {
      ready.add(Frame.of(damage(part, chunk)).record());
    }
    chunk++;
    return true;
  }

  /// What a chunk that can't be read leaves.
  private RecordingGap damage(SealedPart part, int damaged) {
    ChunkIndex index = part.index();
    boolean last = damaged + 1 == index.size();
    long next = last ? part.lastSequence() + 1 : index.firstSequence(damaged + 1);
    return new RecordingGap(
        RecordingGap.Cause.TORN,
        index.firstSequence(damaged),
        Math.max(0, next - index.firstSequence(damaged)),
        lastNanos,
        Math.max(lastNanos, last ? part.lastNanos() : index.firstNanos(damaged + 1)),
        List.of());
  }
}
