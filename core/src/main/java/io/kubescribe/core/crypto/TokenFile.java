package io.kubescribe.core.crypto;

import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;

/// A token in a file of its own: mode 0600, one line. Only its hash stays in memory. Immutable.
public final class TokenFile {
  private static final int MIN_LENGTH = 32;

  private final byte[] hash;

  private TokenFile(String token) {
    this.hash = Secrets.hash(token);
  }

  /// Reads the file, or writes a new random token when there is none.
  ///
  /// @throws ConfigException if others may read the file, or the token is shorter than 32
  ///   characters
  public static TokenFile open(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      SecretFile.create(file, (Secrets.random() + "\n").getBytes(StandardCharsets.UTF_8));
      return read(file);
    }
  }

  /// Reads the file.
  ///
  /// @throws NoSuchFileException if there is none
  /// @throws ConfigException as for [#open]
  public static TokenFile read(Path file) throws IOException {
    // Latin-1 takes any bytes: a broken file is a wrong token, not a failure of reading.
    String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    SecretFile.requireOwnerOnly(file);
    if (token.length() < MIN_LENGTH) {
      throw new ConfigException(
          "token file "
              + file
              + ": must hold at least "
              + MIN_LENGTH
              + " characters, has "
              + token.length()
              + ": delete it for a new one");
    }
    return new TokenFile(token);
  }

  /// Whether this is the token; takes the same time for every wrong one.
  public boolean matches(String presented) {
    return holds(Secrets.hash(presented));
  }

  /// Whether this is the token of which [Secrets#hash] gave the hash; to ask several files about
  /// one token.
  public boolean holds(byte[] presentedHash) {
    return MessageDigest.isEqual(hash, presentedHash);
  }

  /// Whether both hold the same token.
  public boolean sameAs(TokenFile other) {
    return MessageDigest.isEqual(hash, other.hash);
  }
}
