package io.kubescribe.replay.store;

import com.github.luben.zstd.Zstd;
import io.kubescribe.core.CorruptDataException;
import java.nio.ByteBuffer;

/// What stands before the frames of a chunk; layout in the package's description. Whether it is
/// right is known when [Chunk#decode] has read the chunk.
///
/// @param stored bytes of the stored frames
/// @param length bytes of the frames
/// @param hash of the chain up to and with this chunk; nobody may change it
/// @param crc checksum of the chunk
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChunkHeader(int stored, int length, Span span, byte[] hash, int crc) {
  static final int SIZE = 84;
  static final int MAGIC = 0x4b53_4343;

  /// Where the checksum is.
  static final int CRC_AT = 80;

  /// Bytes of the whole chunk.
  int size() {
    return SIZE + stored;
  }

  /// @param bytes at least [#SIZE]; their position stays
  /// @throws CorruptDataException if no chunk begins here
  static ChunkHeader decode(ByteBuffer bytes) throws CorruptDataException {
    ByteBuffer from = bytes.slice();
    int magic = from.getInt();
    int stored = from.getInt();
    int length = from.getInt();
    Span span =
        new Span(from.getInt(), from.getLong(), from.getLong(), from.getLong(), from.getLong());
    byte[] hash = new byte[Digests.HASH];
    from.get(hash);
    int crc = from.getInt();
    if (magic != MAGIC
        || length < 1
        || length > Chunk.MOST
        || stored < 1
        || stored > Zstd.compressBound(Chunk.MOST)) {
      throw new CorruptDataException("no chunk begins here");
    }
    return new ChunkHeader(stored, length, span, hash, crc);
  }
}
