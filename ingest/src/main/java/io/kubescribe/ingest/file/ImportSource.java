package io.kubescribe.ingest.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Something to import.
///
/// @param name as messages name it
/// @param size in bytes as stored, empty if not known
/// @param opener opens it, once
public record ImportSource(String name, OptionalLong size, Opener opener) {
  /// Opens a stream.
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  /// @throws IOException if the file can't be looked at
  public static ImportSource file(Path file) throws IOException {
    return new ImportSource(
        file.toString(),
        Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty(),
        () -> Files.newInputStream(file));
  }

  public static ImportSource standardInput(InputStream in) {
    return new ImportSource("standard input", OptionalLong.empty(), () -> in);
  }
}
