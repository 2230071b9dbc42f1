package io.kubescribe.ingest.spool;

import java.io.IOException;

/// The spool has no room for an append, which was not begun: try again when Kafka has taken some.
public final class SpoolFullException extends IOException {
  private static final long serialVersionUID = 1L;

  SpoolFullException(String message) {
    super(message);
  }
}
