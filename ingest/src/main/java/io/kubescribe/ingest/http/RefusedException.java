package io.kubescribe.ingest.http;

/// A request that can't be taken; the refusal says what is answered.
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedException(Refusal refusal) {
    // Thrown at whatever a client sends, so it must be cheap: nobody reads where it came from.
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
