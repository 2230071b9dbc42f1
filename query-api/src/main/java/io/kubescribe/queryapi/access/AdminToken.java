package io.kubescribe.queryapi.access;

import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;

/// The first API token, kept in `DATA/admin.token` (mode 0600) as one line; only its hash stays in
/// memory. Immutable.
public final class AdminToken {
  private static final int MIN_LENGTH = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] hash;

  private AdminToken(String token) {
    this.hash = Secrets.hash(token);
  }

  /// Reads the file, or writes a new random token when there is none.
  ///
  /// @throws ConfigException if others may read the file, or the token is shorter than 32
  ///   characters
  public static AdminToken open(Path file) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException e) {
      create(file);
      return read(file);
    }
  }

  private static AdminToken read(Path file) throws IOException {
    String token = Files.readString(file).strip();
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
      if (!Set.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE)
          .containsAll(given)) {
        throw new ConfigException(
            "token file " + file + ": must be readable by its owner only: chmod 600 it");
      }
    }
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
    return new AdminToken(token);
  }

  private static void create(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    FileAttribute<?>[] mode =
        Files.getFileStore(parent).supportsFileAttributeView("posix")
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    // Written aside and then linked, so that the file appears whole or not at all.
    Path fresh = Files.createTempFile(parent, "admin", ".tmp", mode);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap((Secrets.random() + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its token stands.
    } finally {
      Files.delete(fresh);
    }
  }

  /// Whether this is the token; takes the same time for every wrong one.
  boolean matches(String presented) {
    return MessageDigest.isEqual(hash, Secrets.hash(presented));
  }
}
