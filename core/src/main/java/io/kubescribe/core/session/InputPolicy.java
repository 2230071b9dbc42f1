package io.kubescribe.core.session;

/// What is kept of stdin. Whether the terminal echoes is not visible on the wire, so a password
/// typed is like any input.
public enum InputPolicy {
  /// Nothing but the number of bytes.
  OFF("off"),
  /// Each printable character replaced by `*`; control characters and line ends stay.
  MASKED("masked"),
  FULL("full");

  private final String wireName;

  InputPolicy(String wireName) {
    this.wireName = wireName;
  }

  /// The word in configuration and records.
  public String wireName() {
    return wireName;
  }

  /// The word in records.
  @Override
  public String toString() {
    return wireName;
  }
}
