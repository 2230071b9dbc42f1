package io.kubescribe.app.e2e;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A file system of its own in a file, whose power can be cut: what was not synced by then is gone,
/// as `XFS_IOC_GOINGDOWN` without a flush of the log makes it. Linux, root and xfsprogs.
final class LoopDisk implements Closeable {
  private final Path image;
  private final Path mount;

  private LoopDisk(Path image, Path mount) {
    this.image = image;
    this.mount = mount;
  }

  static boolean isPossible() {
    return System.getProperty("user.name").equals("root")
        && Files.exists(Path.of("/dev/loop-control"))
        && Files.isExecutable(Path.of("/sbin/mkfs.xfs"))
        && Files.isExecutable(Path.of("/usr/sbin/xfs_io"));
  }

  static LoopDisk create(Path folder) throws IOException {
    LoopDisk disk = new LoopDisk(folder.resolve("disk.img"), folder.resolve("disk"));
    Files.createDirectory(disk.mount);
    run("truncate", "-s", "2G", disk.image.toString());
    run("/sbin/mkfs.xfs", "-q", "-f", disk.image.toString());
    disk.mount();
    return disk;
  }

  Path path() {
    return mount;
  }

  private void mount() throws IOException {
    run("mount", "-o", "loop", image.toString(), mount.toString());
  }

  /// From here on everything fails, and nothing more gets to the disk.
  void cutPower() throws IOException {
    run("/usr/sbin/xfs_io", "-x", "-c", "shutdown", mount.toString());
  }

  /// What the next start finds. Nobody may have a file open.
  void restorePower() throws IOException {
    run("umount", mount.toString());
    mount();
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(List.of(command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    try {
      run("umount", mount.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
