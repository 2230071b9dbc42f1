package io.kubescribe.core.audit;

/// Bytes that can't be taken as an audit event. They go to quarantine with [#reason()]; sending
/// them again would not help.
public final class UnreadableEventException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /// @param reason short machine-readable word for metrics and headers, such as `duplicate-key`
  /// @param message what is wrong and where, without any value of the event
  public UnreadableEventException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
