package io.kubescribe.ingest.file;

/// An import can't go on. What was sent before stays; to run it again is safe, since events that
/// are there already are not added twice.
public final class ImportFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  ImportFailedException(String message) {
    super(message);
  }
}
