package io.kubescribe.replay.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/// A folder of our own on the disk, and what it takes to have things in it for sure.
final class SyncedFolder {
  private SyncedFolder() {}

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.toAbsolutePath().getParent(), "the root has no folder");
  }

  private static FileAttribute<?>[] mode(Path parent, String permissions) throws IOException {
    return Files.getFileStore(parent).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /// Makes a folder in one that exists; does nothing where it is.
  static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = parent(folder);
      Files.createDirectory(folder, mode(parent, "rwx------"));
      sync(parent);
    }
  }

  /// Opens a file for appending, a new one if there is none.
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        mode(parent(file), "rw-------"));
  }

  /// Makes the names in a folder durable.
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Puts a file in place of another, or of none, whole or not at all.
  static void replace(Path file, byte[] content) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel = open(fresh)) {
      channel.truncate(0);
      writeFully(channel, ByteBuffer.wrap(content), 0);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(parent(file));
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
