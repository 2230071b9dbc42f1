package io.kubescribe.app.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Where the process that holds a data folder listens: `DATA/run.json`, mode 0600, written when all
/// its roles answer and removed when it ends. After a crash it names a process that is gone.
///
/// @param ui address of pages and API, null without the role `query`
/// @param audit address of the webhook receiver, null without the role `ingest`
/// @param gateway addresses of the recording gateways by cluster, null where there is none
/// @param kafka bootstrap servers of the log
/// @param pid id of the process
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunFile(
    @Nullable URI ui,
    @Nullable URI audit,
    @Nullable Map<String, URI> gateway,
    String kafka,
    long pid) {
  private static final String NAME = "run.json";

  /// @return empty if no process has written it, or it can't be understood
  public static Optional<RunFile> read(Path dataFolder) throws IOException {
    try {
      return Optional.of(
          StrictJson.MAPPER.readValue(Files.readAllBytes(dataFolder.resolve(NAME)), RunFile.class));
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /// As [#read], but empty too if the process that has written it is gone.
  public static Optional<RunFile> running(Path dataFolder) throws IOException {
    return read(dataFolder).filter(run -> ProcessHandle.of(run.pid()).isPresent());
  }

  /// Writes the file whole or not at all.
  public void write(Path dataFolder) throws IOException {
    FileAttribute<?>[] mode =
        Files.getFileStore(dataFolder).supportsFileAttributeView("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path fresh = Files.createTempFile(dataFolder, "run", ".tmp", mode);
    Files.write(fresh, StrictJson.MAPPER.writeValueAsBytes(this));
    Files.move(fresh, dataFolder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  public static void delete(Path dataFolder) throws IOException {
    Files.deleteIfExists(dataFolder.resolve(NAME));
  }
}
