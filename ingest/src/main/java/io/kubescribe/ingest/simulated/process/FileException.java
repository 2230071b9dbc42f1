package io.kubescribe.ingest.simulated.process;

import java.io.IOException;

/// A file can't be read or written; the message is the one of the C library.
public final class FileException extends IOException {
  private static final long serialVersionUID = 1;

  FileException(String message) {
    super(message);
  }
}
