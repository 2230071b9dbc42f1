package io.kubescribe.ingest.intake;

/// Nothing can be made durable now: try again later. Nothing of the body was acknowledged.
public final class UnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
