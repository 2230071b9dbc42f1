package io.kubescribe.core.crypto;

import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files that hold one secret and that only their owner may read. Static.
final class SecretFile {
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SecretFile() {}

  /// Writes a new file of mode 0600, which appears whole or not at all and is fsynced with its
  /// folder before this returns. A file that is there stays as it is.
  static void create(Path file, byte[] content) throws IOException {
    Path parent = file.toAbsolutePath().resolveSibling("");
    Files.createDirectories(parent);
    Path fresh = Files.createTempFile(parent, "secret", ".tmp", modeIn(parent));
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      // Another thread or process was first; its secret stands.
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  private static FileAttribute<?>[] modeIn(Path folder) throws IOException {
    return hasModes(folder) ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0];
  }

  /// @throws ConfigException if group or others may read or write the file
  static void requireOwnerOnly(Path file) throws IOException {
    if (hasModes(file)
        && !Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE)
            .containsAll(Files.getPosixFilePermissions(file))) {
      throw new ConfigException(
          "token file " + file + ": must be readable by its owner only: chmod 600 it");
    }
  }

  private static boolean hasModes(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView("posix");
  }
}
