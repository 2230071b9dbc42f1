package io.kubescribe.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a run leaves on disk.
final class Folders {
  private Folders() {}

  /// Bytes of the files whose name ends so; `""` for all.
  static long size(Path folder, String ending) throws IOException {
    long bytes = 0;
    for (Path file : all(folder)) {
      if (Files.isRegularFile(file) && file.toString().endsWith(ending)) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  static void delete(Path folder) throws IOException {
    for (Path file : all(folder).reversed()) {
      Files.delete(file);
    }
  }

  private static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
