package io.kubescribe.app.node;

import io.kubescribe.core.ConfigException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/// The one folder of a process, held by it alone; layout in the package's description.
public final class DataFolder implements Closeable {
  private static final String FORMAT = "kubescribe 1";
  private static final String PREFIX = "kubescribe ";

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /// Takes the folder, a new one if it is missing or empty. Nothing is written into a folder that
  /// is refused.
  ///
  /// @throws ConfigException if it holds something else, data of another version, is in use, or
  ///   can't be written to
  public static DataFolder open(Path path) {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new ConfigException("dataDir: " + path + " is a file and must be a folder");
      }
      boolean fresh = !Files.exists(path) || isEmpty(path);
      if (!fresh) {
        requireOurs(path);
      }
      Files.createDirectories(path);
      if (fresh && Files.getFileStore(path).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
      return lock(path);
    } catch (IOException e) {
      throw new ConfigException(
          "dataDir: can't use "
              + path
              + ": "
              + e
              + ". It must be a folder that this user may write to,"
              + " on a disk with room",
          e);
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> children = Files.list(path)) {
      return children.findAny().isEmpty();
    }
  }

  private static void requireOurs(Path path) throws IOException {
    Path file = path.resolve("format");
    if (!Files.exists(file)) {
      if (isFirstStartCutOff(path)) {
        return;
      }
      throw new ConfigException(
          "dataDir: "
              + path
              + " holds other files and no kubescribe data: name an empty folder, or one that"
              + " does not exist yet");
    }
    String format = Files.readString(file).strip();
    if (!format.equals(FORMAT)) {
      throw new ConfigException(
          format.startsWith(PREFIX)
              ? "dataDir: %s has format %s, this version reads and writes %s: use the version that wrote it"
                  .formatted(
                      path, format.substring(PREFIX.length()), FORMAT.substring(PREFIX.length()))
              : "dataDir: "
                  + file
                  + " must hold '"
                  + FORMAT
                  + "', holds something else: restore it");
    }
  }

  private static boolean isFirstStartCutOff(Path path) throws IOException {
    try (Stream<Path> children = Files.list(path)) {
      return children.allMatch(
          child -> Set.of("lock", "format.tmp").contains(child.getFileName().toString()));
    }
  }

  private static DataFolder lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new ConfigException(
          "dataDir: "
              + path
              + " is in use by another kubescribe"
              + RunFile.read(path)
                  .map(run -> " (process " + run.pid() + ", " + run.ui() + ")")
                  .orElse("")
              + ": stop that one, or name another folder with --data");
    }
    DataFolder folder = new DataFolder(path, channel, lock);
    try {
      folder.writeFormat();
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
    return folder;
  }

  private void writeFormat() throws IOException {
    Path file = path.resolve("format");
    if (Files.exists(file)) {
      return;
    }
    Path written = path.resolve("format.tmp");
    try (FileChannel out =
        FileChannel.open(
            written,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap((FORMAT + "\n").getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    }
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  public Path path() {
    return path;
  }

  Path resolve(String child) {
    return path.resolve(child);
  }

  /// Lets the folder go.
  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
