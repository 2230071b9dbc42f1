package io.kubescribe.replay.store;

import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingState;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Writes one part: takes records, puts them into chunks, and closes with a seal. For the store's
/// writing thread. After an [IOException] it is of no more use: what the store has is found with a
/// [PartScan].
public final class PartWriter {
  private final RecordingStore store;
  private final Part part;
  private final Tally tally;
  private final ChunkIndex index;
  private final FrameWriter frames = new FrameWriter();
  private final @Nullable PartHeader header;
  private byte[] hash;
  private long position;

  private PartWriter(
      RecordingStore store,
      Part part,
      Tally tally,
      ChunkIndex index,
      @Nullable PartHeader header,
      byte[] hash,
      long position) {
    this.store = store;
    this.part = part;
    this.tally = tally;
    this.index = index;
    this.header = header;
    this.hash = hash;
    this.position = position;
  }

  /// A part that does not exist yet; its first chunk makes it.
  ///
  /// @param before the epoch before, null for the first or where it can't be read
  public static PartWriter create(RecordingStore store, Part part, @Nullable SealedPart before) {
    PartHeader header =
        new PartHeader(part, before == null ? new byte[Digests.HASH] : before.rootHash());
    Tally tally = before == null ? new Tally() : Tally.after(before.facts());
    return new PartWriter(store, part, tally, new ChunkIndex(), header, header.hash(), 0);
  }

  /// A part that was begun before.
  ///
  /// @param scan up to the end of the part, which has no seal yet and no fault
  public static PartWriter resume(RecordingStore store, PartScan scan) {
    return new PartWriter(
        store, scan.part(), scan.tally(), scan.index(), null, scan.hash(), scan.end());
  }

  public Part part() {
    return part;
  }

  /// Takes a record; closes a chunk when it is full.
  ///
  /// @param encoded bytes of the record as they came
  public void add(SequencedRecord record, byte[] encoded) throws IOException {
    add(Frame.of(record, encoded), record);
  }

  /// Takes a hole, to be told before the record that follows it.
  public void add(RecordingGap gap) throws IOException {
    Frame frame = Frame.of(gap);
    add(frame, frame.record());
  }

  private void add(Frame frame, SequencedRecord record) throws IOException {
    if (!frames.isEmpty() && frames.size() + frame.payload().length > Chunk.FULL) {
      closeChunk();
    }
    frames.add(frame);
    tally.add(frame, record);
    if (frames.size() >= Chunk.FULL) {
      closeChunk();
    }
  }

  /// Writes the records taken so far as a chunk; does nothing when there are none.
  public void closeChunk() throws IOException {
    if (frames.isEmpty()) {
      return;
    }
    Chunk chunk = frames.take();
    Chunk.Encoded encoded = chunk.encode(hash);
    int lead = header == null || position > 0 ? 0 : PartHeader.SIZE;
    ByteBuffer bytes = ByteBuffer.allocate(lead + encoded.bytes().length);
    if (header != null && lead > 0) {
      bytes.put(header.encode());
    }
    store.append(part, position, bytes.put(encoded.bytes()).flip());
    index.add(position + lead, chunk.span().firstSequence(), chunk.span().firstNanos());
    hash = encoded.hash();
    position += bytes.limit();
  }

  /// Closes the part: the last chunk, and the seal.
  ///
  /// @param reason why it ended, for people
  /// @return root hash, 64 hexadecimal digits
  public String seal(RecordingState state, String reason) throws IOException {
    closeChunk();
    Seal seal = Seal.of(tally.facts(state, reason), tally, index, hash);
    store.append(part, position, ByteBuffer.wrap(seal.encode()));
    store.seal(part);
    return HexFormat.of().formatHex(seal.rootHash());
  }

  /// Chunks in the store.
  public int chunks() {
    return index.size();
  }

  /// Whether stored bytes of the part were lost, and not brought again by the log.
  public boolean isTorn() {
    return tally.isTorn();
  }

  /// Whether all records taken are in the store.
  public boolean isWritten() {
    return frames.isEmpty();
  }

  /// The number after which the next record is expected; -1 at the beginning of a session.
  public long lastSequence() {
    return tally.lastSequence();
  }

  /// Time of the newest record, nanoseconds since the start of the session.
  public long lastNanos() {
    return tally.lastNanos();
  }

  /// Whether the record of that number is known to be missing.
  public boolean isMissing(long sequence) {
    return tally.isMissing(sequence);
  }

  /// The session's last record, once it was taken.
  public SessionRecord.@Nullable End end() {
    return tally.end();
  }
}
