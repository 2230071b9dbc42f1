package io.kubescribe.app.up;

import io.kubescribe.app.node.DataFolder;
import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The demo's own data folder: emptied at each start, because the story ends "now". A file `demo`
/// in it tells that it may be emptied.
final class DemoFolder {
  private static final String MARK = "demo";

  private DemoFolder() {}

  /// Makes the folder a new one.
  ///
  /// @throws ConfigException if it holds data that is not the demo's, or is in use
  static void renew(Path path) throws IOException {
    try (DataFolder folder = DataFolder.open(path)) {
      if (!Files.exists(path.resolve(MARK)) && holdsData(path)) {
        throw new ConfigException(
            "dataDir: "
                + path
                + " holds data that is not the demo's, and the demo begins with an empty folder:"
                + " name another one with --data, or run 'up'");
      }
      for (Path child : children(folder.path())) {
        if (!isOfEveryFolder(child)) {
          delete(child);
        }
      }
      Files.writeString(path.resolve(MARK), "This folder is emptied when the demo starts.\n");
    }
  }

  private static boolean holdsData(Path path) throws IOException {
    return children(path).stream().anyMatch(child -> !isOfEveryFolder(child));
  }

  private static boolean isOfEveryFolder(Path child) {
    return List.of("lock", "format", MARK).contains(child.getFileName().toString());
  }

  private static List<Path> children(Path path) throws IOException {
    try (Stream<Path> children = Files.list(path)) {
      return children.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
