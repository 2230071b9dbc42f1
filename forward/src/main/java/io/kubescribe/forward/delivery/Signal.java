package io.kubescribe.forward.delivery;

/// What an answer says about the destination, whatever became of the items.
public enum Signal {
  /// It works.
  GOOD,
  /// It takes less than it is sent: slow down.
  BUSY,
  /// It does not answer, or can't work now.
  DOWN,
  /// It is full, and stays so until somebody makes room.
  FULL,
  /// It does not accept our credentials, or we not its certificate. Nothing is dropped: a person
  /// must help.
  ACCESS,
  /// It does not know what we ask of it: a wrong address, index or setting. A person must help.
  SETUP;

  /// Whether a person must help.
  boolean blocks() {
    return this == FULL || this == ACCESS || this == SETUP;
  }
}
