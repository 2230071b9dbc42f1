package io.kubescribe.app.setup;

import io.kubescribe.app.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Where the texts of `setup` go.
///
/// @param folder null for standard output
/// @param several whether more than one part follows, so that each needs a heading
record SetupOutput(Terminal terminal, @Nullable Path folder, boolean several) {
  void write(Part part, String text) throws IOException {
    if (folder == null) {
      terminal.print(several ? "---\n# ======== " + part + " ========\n" + text : text);
      return;
    }
    Files.createDirectories(folder);
    Path target = folder.resolve(part.file());
    // Made with mode 0600, so that a token is never there for others to read.
    Path fresh = Files.createTempFile(folder, "setup", ".tmp");
    try {
      Files.writeString(fresh, text);
      boolean hasModes = Files.getFileStore(fresh).supportsFileAttributeView("posix");
      if (hasModes && part != Part.WEBHOOK) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    terminal.print(target + "\n");
  }
}
