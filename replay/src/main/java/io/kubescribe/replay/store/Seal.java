package io.kubescribe.replay.store;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.json.StrictJson;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/// The last bytes of a part; layout in the package's description.
///
/// @param start bytes of the start record, none when it is missing
/// @param pod bytes of the newest record of facts, none when there is none
/// @param content the bytes that the root hash covers
/// @param rootHash 32 bytes
@SuppressWarnings("ArrayRecordComponent") // never compared
record Seal(
    PartFacts facts, byte[] start, byte[] pod, ChunkIndex index, byte[] content, byte[] rootHash) {
  /// Bytes at the end by which a seal is found.
  static final int TRAILER = 8;

  private static final int MAGIC = 0x4b53_4353;
  private static final int END_MAGIC = 0x4b53_4345;

  /// Bytes before the content.
  static final int FIXED = 16;

  private static final JsonMapper JSON =
      StrictJson.MAPPER
          .rebuild()
          .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
          // A later program may add fields; what this one knows stays readable.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /// @param lastHash of the last chunk, or of the header where there is no chunk
  static Seal of(PartFacts facts, Tally tally, ChunkIndex index, byte[] lastHash) {
    byte[] json = JSON.writeValueAsBytes(facts);
    ByteBuffer content =
        ByteBuffer.allocate(12 + json.length + tally.start().length + tally.pod().length);
    for (byte[] one : new byte[][] {json, tally.start(), tally.pod()}) {
      content.putInt(one.length).put(one);
    }
    byte[] root = rootHash(lastHash, content.array());
    return new Seal(facts, tally.start(), tally.pod(), index, content.array(), root);
  }

  /// What stands for the whole content of a part.
  static byte[] rootHash(byte[] lastHash, byte[] content) {
    return Digests.sha256(ByteBuffer.wrap(lastHash), ByteBuffer.wrap(content));
  }

  byte[] encode() {
    int size = FIXED + content.length + ChunkIndex.ENTRY * index.size() + Digests.HASH + TRAILER;
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.putInt(MAGIC).putInt(content.length).putInt(index.size());
    bytes.position(FIXED).put(content).put(index.encode()).put(rootHash);
    bytes.putInt(size).putInt(END_MAGIC);
    return bytes.putInt(FIXED - 4, checksum(bytes.array())).array();
  }

  private static int checksum(byte[] seal) {
    return Digests.crc(
        ByteBuffer.wrap(seal, 0, FIXED - 4),
        ByteBuffer.wrap(seal, FIXED, seal.length - FIXED - TRAILER));
  }

  /// How many bytes the seal has that ends here; 0 if none does.
  ///
  /// @param trailer the last [#TRAILER] bytes of a part
  static int sizeByTrailer(ByteBuffer trailer) {
    int size = trailer.getInt();
    return trailer.getInt() == END_MAGIC && size > FIXED + Digests.HASH + TRAILER ? size : 0;
  }

  /// Whether a seal begins here.
  static boolean begins(byte[] head) {
    return ByteBuffer.wrap(head).getInt() == MAGIC;
  }

  /// How many bytes the seal should have that begins here.
  ///
  /// @param head at least [#FIXED] bytes
  static long sizeByHead(byte[] head) {
    ByteBuffer from = ByteBuffer.wrap(head).position(4);
    long content = from.getInt() & 0xffff_ffffL;
    long chunks = from.getInt() & 0xffff_ffffL;
    return FIXED + content + ChunkIndex.ENTRY * chunks + Digests.HASH + TRAILER;
  }

  /// @param bytes of the whole seal
  /// @throws CorruptDataException if they are not what was written
  static Seal decode(byte[] bytes) throws CorruptDataException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      if (bytes.length < FIXED + Digests.HASH + TRAILER
          || buffer.getInt() != MAGIC
          || sizeByHead(bytes) != bytes.length
          || sizeByTrailer(buffer.slice(bytes.length - TRAILER, TRAILER)) != bytes.length) {
        throw new CorruptDataException("no seal begins here");
      }
      int contentLength = buffer.getInt();
      int chunks = buffer.getInt();
      if (buffer.getInt() != checksum(bytes)) {
        throw new CorruptDataException("seal has a wrong checksum");
      }
      byte[] content = new byte[contentLength];
      buffer.get(content);
      ChunkIndex index =
          ChunkIndex.decode(buffer.slice(buffer.position(), ChunkIndex.ENTRY * chunks));
      int rootAt = bytes.length - TRAILER - Digests.HASH;
      ByteBuffer parts = ByteBuffer.wrap(content);
      @Nullable PartFacts facts = JSON.readValue(part(parts), PartFacts.class);
      if (facts == null) {
        throw new CorruptDataException("seal has no facts");
      }
      return new Seal(
          facts,
          part(parts),
          part(parts),
          index,
          content,
          Arrays.copyOfRange(bytes, rootAt, rootAt + Digests.HASH));
    } catch (JacksonException | BufferUnderflowException | NegativeArraySizeException e) {
      throw new CorruptDataException("content of a seal can't be read", e);
    }
  }

  private static byte[] part(ByteBuffer content) {
    byte[] part = new byte[content.getInt()];
    content.get(part);
    return part;
  }
}
