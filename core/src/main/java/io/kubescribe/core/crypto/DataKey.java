package io.kubescribe.core.crypto;

import io.kubescribe.core.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One 256-bit secret of a data folder, kept in a file of its own (mode 0600, 32 raw bytes).
///
/// [#seal] output: version byte 1, 12-byte nonce, AES-256-GCM cipher text with its 16-byte tag
/// (NIST SP 800-38D; random nonces, so at most 2^32 messages a key). Safe for use by many threads.
public final class DataKey {
  private static final int LENGTH = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final byte VERSION = 1;

  private final SecretKeySpec aes;
  private final SecretKeySpec hmac;
  private final SecureRandom random = new SecureRandom();

  /// @param secret 32 bytes
  public DataKey(byte[] secret) {
    if (secret.length != LENGTH) {
      throw new IllegalArgumentException("a data key has 32 bytes, was " + secret.length);
    }
    aes = new SecretKeySpec(secret, "AES");
    hmac = new SecretKeySpec(secret, "HmacSHA256");
  }

  /// Reads the key file, or makes a new random key when there is none. The file appears whole or
  /// not at all, fsynced before this returns.
  ///
  /// @throws CorruptDataException if the file does not have 32 bytes
  public static DataKey open(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      byte[] secret = new byte[LENGTH];
      new SecureRandom().nextBytes(secret);
      SecretFile.create(file, secret);
      return read(file);
    }
  }

  private static DataKey read(Path file) throws IOException {
    byte[] secret = Files.readAllBytes(file);
    if (secret.length != LENGTH) {
      throw new CorruptDataException(
          "key file " + file + " must have 32 bytes, has " + secret.length + ": restore it");
    }
    return new DataKey(secret);
  }

  /// Encrypts and authenticates.
  public byte[] seal(byte[] plain) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(TAG_BITS, nonce));
      byte[] sealed = new byte[1 + NONCE + cipher.getOutputSize(plain.length)];
      sealed[0] = VERSION;
      System.arraycopy(nonce, 0, sealed, 1, NONCE);
      cipher.doFinal(plain, 0, plain.length, sealed, 1 + NONCE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /// Decrypts what [#seal] gave.
  ///
  /// @throws CorruptDataException if it was changed, cut or sealed with another key
  public byte[] open(byte[] sealed) throws CorruptDataException {
    if (sealed.length < 1 + NONCE + TAG_BITS / 8 || sealed[0] != VERSION) {
      throw new CorruptDataException("not sealed by this version: " + sealed.length + " bytes");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          aes,
          new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(sealed, 1, 1 + NONCE)));
      return cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
    } catch (AEADBadTagException e) {
      throw new CorruptDataException("sealed bytes were changed, or sealed with another key", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /// HMAC-SHA-256, 32 bytes; the same input gives the same hash for as long as the key lives.
  public byte[] hash(byte[] input) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(hmac);
      return mac.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }
}
