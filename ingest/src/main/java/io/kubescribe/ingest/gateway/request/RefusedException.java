package io.kubescribe.ingest.gateway.request;

/// A request that the gateway does not pass on: answer it with the refusal.
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  static RefusedException badRequest(String message) {
    return new RefusedException(Refusal.badRequest(message));
  }

  public Refusal refusal() {
    return refusal;
  }
}
