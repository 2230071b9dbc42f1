package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.session.SessionId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;

/// The first bytes of a part; layout in the package's description.
///
/// @param previousRoot root hash of the epoch before, 32 bytes; nobody may change it
@SuppressWarnings("ArrayRecordComponent") // never compared
record PartHeader(Part part, byte[] previousRoot) {
  static final int SIZE = 68;

  private static final long MAGIC = 0x894b_5352_0d0a_1a0aL;
  private static final int VERSION = 1;
  private static final int CRC_AT = SIZE - 4;

  byte[] encode() {
    UUID id = part.session().value();
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.putLong(MAGIC).putInt(VERSION).putInt(part.epoch());
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    bytes.put(previousRoot);
    return bytes.putInt(Digests.crc(ByteBuffer.wrap(bytes.array(), 0, CRC_AT))).array();
  }

  /// @param bytes [#SIZE] of them
  /// @param expected the part that they are read from
  /// @throws CorruptDataException if they are not the header of that part
  static PartHeader decode(byte[] bytes, Part expected) throws CorruptDataException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (buffer.getLong() != MAGIC) {
      throw new CorruptDataException("part " + expected + " does not begin as a recording");
    }
    int version = buffer.getInt();
    if (version != VERSION) {
      throw new CorruptDataException(
          "part %s has version %d, this program reads %d".formatted(expected, version, VERSION));
    }
    int epoch = buffer.getInt();
    UUID id = new UUID(buffer.getLong(), buffer.getLong());
    if (buffer.getInt(CRC_AT) != Digests.crc(ByteBuffer.wrap(bytes, 0, CRC_AT))) {
      throw new CorruptDataException("header of part " + expected + " has a wrong checksum");
    }
    if (!id.equals(expected.session().value()) || epoch != expected.epoch()) {
      throw new CorruptDataException(
          "part %s holds epoch %d of session %s".formatted(expected, epoch, id));
    }
    byte[] previous = Arrays.copyOfRange(bytes, 32, CRC_AT);
    return new PartHeader(new Part(new SessionId(id), epoch), previous);
  }

  /// Where the chain of hashes begins.
  byte[] hash() {
    return Digests.sha256(ByteBuffer.wrap(encode(), 0, CRC_AT));
  }
}
