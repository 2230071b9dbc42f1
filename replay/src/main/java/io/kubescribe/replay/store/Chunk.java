package io.kubescribe.replay.store;

import com.github.luben.zstd.Zstd;
import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionRecordCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A closed run of frames; layout in the package's description.
///
/// @param frames their bytes; nobody may change them
@SuppressWarnings("ArrayRecordComponent") // never compared
record Chunk(Span span, byte[] frames) {
  /// Bytes of frames at which a chunk is closed.
  static final int FULL = 64 << 10;

  /// The most bytes of frames: one frame of the largest record and its four numbers.
  static final int MOST = SessionRecordCodec.MAX_PAYLOAD + FULL;

  /// The next levels gain little on terminal output, and this one takes 140 MB/s a core.
  private static final int LEVEL = 3;

  /// What [#encode] made.
  ///
  /// @param hash of the chain up to and with this chunk
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Encoded(byte[] bytes, byte[] hash) {}

  /// The hash of the chain with this chunk.
  ///
  /// @param previous the hash before
  byte[] hash(byte[] previous) {
    return Digests.sha256(
        ByteBuffer.wrap(previous),
        ByteBuffer.allocate(4).putInt(0, frames.length),
        span.encode(),
        ByteBuffer.wrap(frames));
  }

  Encoded encode(byte[] previous) {
    byte[] stored = Zstd.compress(frames, LEVEL);
    byte[] hash = hash(previous);
    ByteBuffer bytes = ByteBuffer.allocate(ChunkHeader.SIZE + stored.length);
    bytes.putInt(ChunkHeader.MAGIC).putInt(stored.length).putInt(frames.length);
    bytes.put(span.encode()).put(hash);
    bytes.position(ChunkHeader.SIZE).put(stored);
    return new Encoded(bytes.putInt(ChunkHeader.CRC_AT, checksum(bytes.array())).array(), hash);
  }

  private static int checksum(byte[] chunk) {
    return Digests.crc(
        ByteBuffer.wrap(chunk, 0, ChunkHeader.CRC_AT),
        ByteBuffer.wrap(chunk, ChunkHeader.SIZE, chunk.length - ChunkHeader.SIZE));
  }

  /// @param bytes the whole chunk, [ChunkHeader#size] of them
  /// @throws CorruptDataException if the checksum differs or the frames can't be decompressed
  static Chunk decode(ChunkHeader header, byte[] bytes) throws CorruptDataException {
    if (header.crc() != checksum(bytes)) {
      throw new CorruptDataException("chunk has a wrong checksum");
    }
    byte[] frames = new byte[header.length()];
    long length =
        Zstd.decompressByteArray(
            frames, 0, frames.length, bytes, ChunkHeader.SIZE, header.stored());
    if (length != frames.length) {
      throw new CorruptDataException("frames of a chunk can't be decompressed");
    }
    return new Chunk(header.span(), frames);
  }

  /// A frame and its record.
  record Entry(Frame frame, SequencedRecord record) {}

  /// What is in it, in order.
  ///
  /// @throws CorruptDataException if a frame is not what we write
  List<Entry> entries() throws CorruptDataException {
    List<Entry> entries = new ArrayList<>();
    FrameReader reader = new FrameReader(this);
    for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
      entries.add(new Entry(frame, frame.record()));
    }
    if (entries.size() != span.count()) {
      throw new CorruptDataException("chunk has another number of frames than it says");
    }
    return entries;
  }
}
