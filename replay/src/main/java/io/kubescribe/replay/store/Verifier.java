package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.StoredPart;
import io.kubescribe.core.recording.Verification;
import io.kubescribe.core.recording.Verification.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recomputes what protects the parts of one recording, in the order of their epochs. For one
/// thread.
final class Verifier {
  /// Stands for a header or seal where a chunk's number is asked for.
  private static final int NO_CHUNK = -1;

  private final RecordingStore store;
  private final List<Fault> faults = new ArrayList<>();
  private long chunks;

  /// Root hash of the part before; null where there is none.
  private byte @Nullable [] root;

  /// Hash of the chain so far; null behind a chunk that can't be read.
  private byte @Nullable [] hash;

  Verifier(RecordingStore store) {
    this.store = store;
  }

  Verification result() {
    byte[] last = root;
    return new Verification(
        chunks, last == null || !faults.isEmpty() ? null : HexFormat.of().formatHex(last), faults);
  }

  void verify(StoredPart stored) throws IOException {
    PartBytes bytes = new PartBytes(store, stored.part());
    verifyHeader(stored, bytes);
    Seal seal = null;
    if (stored.sealed()) {
      try {
        seal = SealedPart.readSeal(store, stored);
      } catch (CorruptDataException e) {
        fault(stored, NO_CHUNK, stored.size(), e.getMessage());
      }
    }
    if (seal == null) {
      root = null;
      verifyToEnd(stored, bytes);
      return;
    }
    for (int chunk = 0; chunk < seal.index().size(); chunk++) {
      verifyChunk(stored, bytes, chunk, seal.index().position(chunk));
    }
    byte[] last = hash;
    if (last != null && !Arrays.equals(seal.rootHash(), Seal.rootHash(last, seal.content()))) {
      fault(stored, NO_CHUNK, stored.size(), "root hash is not that of the content");
    }
    root = seal.rootHash();
  }

  private void verifyHeader(StoredPart stored, PartBytes bytes) throws IOException {
    hash = null;
    try {
      byte[] read = bytes.read(0, PartHeader.SIZE);
      if (read == null) {
        throw new CorruptDataException("header is cut");
      }
      PartHeader header = PartHeader.decode(read, stored.part());
      hash = header.hash();
      byte[] before = root;
      if (before != null && !Arrays.equals(header.previousRoot(), before)) {
        fault(stored, NO_CHUNK, 0, "header names another root hash of the epoch before");
      }
    } catch (CorruptDataException e) {
      fault(stored, NO_CHUNK, 0, e.getMessage());
    }
  }

  /// Without an index, the first chunk that can't be read hides those behind it.
  private void verifyToEnd(StoredPart stored, PartBytes bytes) throws IOException {
    long position = PartHeader.SIZE;
    int chunk = 0;
    byte[] head = bytes.read(position, Seal.FIXED);
    while (head != null && !Seal.begins(head)) {
      long size = verifyChunk(stored, bytes, chunk, position);
      if (size == 0) {
        return;
      }
      chunk++;
      position += size;
      head = bytes.read(position, Seal.FIXED);
    }
  }

  /// @return bytes of the chunk; 0 if there is none, or it can't be read
  private long verifyChunk(StoredPart stored, PartBytes bytes, int number, long position)
      throws IOException {
    chunks++;
    try {
      byte[] head = bytes.read(position, ChunkHeader.SIZE);
      ChunkHeader header = head == null ? null : ChunkHeader.decode(ByteBuffer.wrap(head));
      byte[] whole = header == null ? null : bytes.read(position, header.size());
      if (header == null || whole == null) {
        throw new CorruptDataException("chunk is cut");
      }
      Chunk chunk = Chunk.decode(header, whole);
      var _ = chunk.entries();
      byte[] before = hash;
      if (before != null && !Arrays.equals(chunk.hash(before), header.hash())) {
        fault(stored, number, position, "hash of a chunk is not that of its content");
      }
      hash = header.hash();
      return whole.length;
    } catch (CorruptDataException e) {
      fault(stored, number, position, e.getMessage());
      hash = null;
      return 0;
    }
  }

  private void fault(StoredPart stored, int chunk, long position, @Nullable String what) {
    faults.add(new Fault(stored.part().epoch(), chunk, position, String.valueOf(what)));
  }
}
