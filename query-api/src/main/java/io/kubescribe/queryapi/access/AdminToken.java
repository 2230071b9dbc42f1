package io.kubescribe.queryapi.access;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.crypto.TokenFile;
import java.io.IOException;
import java.nio.file.Path;

/// The first API token, kept in `DATA/admin.token` (mode 0600) as one line. Immutable.
public final class AdminToken {
  private final TokenFile file;

  private AdminToken(TokenFile file) {
    this.file = file;
  }

  /// Reads the file, or writes a new random token when there is none.
  ///
  /// @throws ConfigException if others may read the file, or the token is shorter than 32
  ///   characters
  public static AdminToken open(Path file) throws IOException {
    return new AdminToken(TokenFile.open(file));
  }

  /// Whether this is the token; takes the same time for every wrong one.
  boolean matches(String presented) {
    return file.matches(presented);
  }
}
