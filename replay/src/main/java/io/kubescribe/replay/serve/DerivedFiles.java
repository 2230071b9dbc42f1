package io.kubescribe.replay.serve;

import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.replay.derive.Derivation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Keeps what was derived of ended recordings in a folder: `DAY/ID.SIGHT.json.gz`. Nothing depends
/// on it: what can't be read or written is derived again. Safe for use by many threads.
final class DerivedFiles {
  private static final Logger log = LoggerFactory.getLogger(DerivedFiles.class);

  private final Path folder;

  DerivedFiles(Path folder) {
    this.folder = folder;
  }

  /// What a file holds.
  record Content(int version, long records, Derived derived) {}

  /// Null if there is none for this version and all of the recording's records.
  @Nullable Derived read(Recording recording, Sight sight) {
    Path file = file(recording, sight);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      Content content = DerivedJson.MAPPER.readValue(in, Content.class);
      boolean fits =
          content.version() == Derivation.VERSION && content.records() == recording.records();
      return fits ? content.derived() : null;
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException | JacksonException e) {
      log.atInfo().addKeyValue("file", file).setCause(e).log("derived file is not readable");
      return null;
    }
  }

  void write(Recording recording, Sight sight, Derived derived) {
    Path file = file(recording, sight);
    try {
      Files.createDirectories(file.resolveSibling(""));
      Path fresh = Files.createTempFile(file.resolveSibling(""), "derived", ".tmp");
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(fresh))) {
        out.write(
            DerivedJson.MAPPER.writeValueAsBytes(
                new Content(Derivation.VERSION, recording.records(), derived)));
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(fresh);
        throw e;
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | JacksonException e) {
      log.atWarn().addKeyValue("file", file).setCause(e).log("derived file is not writable");
    }
  }

  private Path file(Recording recording, Sight sight) {
    LocalDate day = LocalDate.ofInstant(recording.id().madeAt(), ZoneOffset.UTC);
    return folder
        .resolve(day.toString())
        .resolve(recording.id() + "." + sight.name().toLowerCase(Locale.ROOT) + ".json.gz");
  }
}
