package io.kubescribe.forward.delivery;

/// A destination can't be given an event in any form; it becomes a dead letter.
public final class UnsendableException extends Exception {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, without any value of the event
  public UnsendableException(String message) {
    super(message);
  }
}
