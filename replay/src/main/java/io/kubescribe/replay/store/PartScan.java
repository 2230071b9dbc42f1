package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a part from its beginning, checks it and adds up what is in it, up to where it ends or is
/// damaged; goes on from there when it is asked again. For one thread at a time.
public final class PartScan {
  private final Part part;
  private final PartBytes bytes;
  private final Tally tally = new Tally();
  private final ChunkIndex index = new ChunkIndex();
  private @Nullable PartHeader header;
  private byte[] hash = new byte[Digests.HASH];
  private @Nullable Seal seal;
  private @Nullable String fault;
  private long end;

  public PartScan(RecordingStore store, Part part) {
    this.part = part;
    this.bytes = new PartBytes(store, part);
  }

  /// Reads on to the end.
  ///
  /// @throws IOException if the store did not answer; damage is no exception but a [#fault]
  public void advance() throws IOException {
    fault = null;
    try {
      while (seal == null && readNext()) {
        // The header, one chunk or the seal a turn.
      }
    } catch (CorruptDataException e) {
      fault = e.getMessage();
    }
  }

  /// @return false if nothing more is there, or it is not there to its end
  private boolean readNext() throws IOException {
    byte[] head = need(header == null ? PartHeader.SIZE : Seal.FIXED);
    if (head == null) {
      return false;
    }
    if (header == null) {
      header = PartHeader.decode(head, part);
      hash = header.hash();
      end = PartHeader.SIZE;
      return true;
    }
    return Seal.begins(head) ? readSeal(head) : readChunk();
  }

  private byte @Nullable [] need(long length) throws IOException {
    byte[] read = length > Integer.MAX_VALUE ? null : bytes.read(end, (int) length);
    if (read == null && bytes.read(end, 1) != null) {
      fault = "what begins here is cut";
    }
    return read;
  }

  private boolean readSeal(byte[] head) throws IOException {
    byte[] read = need(Seal.sizeByHead(head));
    if (read == null) {
      return false;
    }
    Seal found = Seal.decode(read);
    if (!Arrays.equals(found.rootHash(), Seal.rootHash(hash, found.content()))) {
      throw new CorruptDataException("root hash is not that of the content");
    }
    seal = found;
    end += read.length;
    return true;
  }

  private boolean readChunk() throws IOException {
    byte[] head = need(ChunkHeader.SIZE);
    if (head == null) {
      return false;
    }
    ChunkHeader chunkHeader = ChunkHeader.decode(ByteBuffer.wrap(head));
    byte[] read = need(chunkHeader.size());
    if (read == null) {
      return false;
    }
    Chunk chunk = Chunk.decode(chunkHeader, read);
    byte[] next = chunk.hash(hash);
    if (!Arrays.equals(next, chunkHeader.hash())) {
      throw new CorruptDataException("hash of a chunk is not that of its content");
    }
    // All or none: a chunk that can't be read to its end does not count.
    List<Chunk.Entry> entries = chunk.entries();
    entries.forEach(entry -> tally.add(entry.frame(), entry.record()));
    index.add(end, chunk.span().firstSequence(), chunk.span().firstNanos());
    hash = next;
    end += read.length;
    return true;
  }

  Part part() {
    return part;
  }

  /// The position up to which all is right.
  public long end() {
    return end;
  }

  /// What is wrong with the bytes at [#end]; null if none stand there.
  public @Nullable String fault() {
    return fault;
  }

  /// Whether the part is complete.
  public boolean isSealed() {
    return seal != null;
  }

  Tally tally() {
    return tally;
  }

  ChunkIndex index() {
    return index;
  }

  /// Hash of the chain up to [#end].
  byte[] hash() {
    return hash;
  }

  @Nullable Seal seal() {
    return seal;
  }
}
