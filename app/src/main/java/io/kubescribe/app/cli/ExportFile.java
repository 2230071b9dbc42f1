package io.kubescribe.app.cli;

import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A file that is written page by page, and can be gone on with: `FILE.part` until it is whole, and
/// beside it `FILE.resume`, which tells how many bytes of it count and from where to go on.
///
/// @param of what the file holds, so that no other export goes on with it
/// @param cursor of the next page
/// @param bytes of `FILE.part`; what follows them is of a page that was cut off
record ExportFile(String of, String cursor, long bytes) {
  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static Path resume(Path file) {
    return file.resolveSibling(file.getFileName() + ".resume");
  }

  /// Null if there is nothing to go on with.
  static @Nullable ExportFile read(Path file) throws CommandException, IOException {
    Path resume = resume(file);
    try {
      return StrictJson.MAPPER.readValue(Files.readAllBytes(resume), ExportFile.class);
    } catch (NoSuchFileException _) {
      return null;
    } catch (JacksonException e) {
      throw CommandException.failed(
          resume + " is broken: remove it and " + part(file) + " to begin anew");
    }
  }

  /// Replaces what was written before, whole or not at all.
  void write(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".resume.tmp");
    Files.write(fresh, StrictJson.MAPPER.writeValueAsBytes(this));
    Files.move(
        fresh, resume(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /// The file is whole.
  static void finish(Path file) throws IOException {
    Files.move(part(file), file);
    Files.deleteIfExists(resume(file));
  }
}
