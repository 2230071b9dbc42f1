package io.kubescribe.core;

import java.io.IOException;

/// Stored bytes are not what was written: a checksum differs, a version is unknown, a file is cut.
/// Retrying does not help; what can't be read is kept aside and named.
public final class CorruptDataException extends IOException {
  private static final long serialVersionUID = 1L;

  public CorruptDataException(String message) {
    super(message);
  }

  public CorruptDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
