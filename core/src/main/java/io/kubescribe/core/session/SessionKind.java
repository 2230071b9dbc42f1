package io.kubescribe.core.session;

/// What the user asked the apiserver for.
public enum SessionKind {
  EXEC("exec"),
  ATTACH("attach"),
  PORT_FORWARD("portforward");

  private final String wireName;

  SessionKind(String wireName) {
    this.wireName = wireName;
  }

  /// The pod's subresource, and the value in JSON.
  public String wireName() {
    return wireName;
  }

  /// The word in records.
  @Override
  public String toString() {
    return wireName;
  }
}
