package io.kubescribe.ingest.spdy;

import io.kubescribe.core.session.Flaw;

/// The frames of one direction can't be followed any more.
final class SpdyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Flaw flaw;

  SpdyException(Flaw flaw, String message) {
    super(message, null, false, false);
    this.flaw = flaw;
  }

  Flaw flaw() {
    return flaw;
  }
}
