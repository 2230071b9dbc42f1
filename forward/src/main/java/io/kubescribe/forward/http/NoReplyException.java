package io.kubescribe.forward.http;

import io.kubescribe.forward.delivery.Signal;

/// No whole answer came; whether the request was taken is unknown.
public final class NoReplyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Signal signal;

  NoReplyException(Signal signal, String message, Throwable cause) {
    super(message, cause);
    this.signal = signal;
  }

  /// What that says about the destination.
  public Signal signal() {
    return signal;
  }
}
