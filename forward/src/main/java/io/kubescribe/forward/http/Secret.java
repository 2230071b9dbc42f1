package io.kubescribe.forward.http;

import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// A token or key in a file, read again when the file changes, so that it can be rotated under a
/// running process. Safe for use by many threads.
public final class Secret {
  private record Read(String text, FileTime modified, long size, @Nullable Object key) {}

  private static final int LONGEST = 16 << 10;

  private final Path file;
  private volatile @Nullable Read last;

  public Secret(Path file) {
    this.file = file;
  }

  /// The secret as it stands in the file now, without white space around it.
  ///
  /// @throws ConfigException if there is none
  public String text() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Read read = last;
      if (read == null
          || !read.modified.equals(now.lastModifiedTime())
          || read.size != now.size()
          || (read.key != null && !read.key.equals(now.fileKey()))) {
        read = read(now);
        last = read;
      }
      return read.text;
    } catch (IOException e) {
      throw new ConfigException(
          "secret file " + file + ": can't be read: " + e.getClass().getSimpleName(), e);
    }
  }

  private Read read(BasicFileAttributes now) throws IOException {
    if (now.size() > LONGEST) {
      throw new ConfigException("secret file " + file + ": is too large for a secret");
    }
    String text = Files.readString(file).strip();
    if (text.isEmpty()) {
      throw new ConfigException("secret file " + file + ": must hold the secret, is empty");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new ConfigException("secret file " + file + ": must hold one line of ASCII");
    }
    return new Read(text, now.lastModifiedTime(), now.size(), now.fileKey());
  }
}
