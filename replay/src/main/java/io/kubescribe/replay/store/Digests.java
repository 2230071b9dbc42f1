package io.kubescribe.replay.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/// Checksums and hashes of the format, over bytes one after the other.
final class Digests {
  /// Bytes of a hash.
  static final int HASH = 32;

  private Digests() {}

  static int crc(ByteBuffer... parts) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer part : parts) {
      crc.update(part);
    }
    return (int) crc.getValue();
  }

  static byte[] sha256(ByteBuffer... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ByteBuffer part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
