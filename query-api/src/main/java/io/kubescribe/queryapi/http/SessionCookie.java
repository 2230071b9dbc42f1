package io.kubescribe.queryapi.http;

import io.kubescribe.queryapi.access.Authenticator;

/// The cookie of a session. Its name has the port, because browsers keep one jar for all ports of a
/// host and two processes would sign each other out.
record SessionCookie(String name) {
  static SessionCookie ofPort(int port) {
    return new SessionCookie("kubescribe-" + port);
  }

  /// Value of `Set-Cookie` that starts a session.
  String set(String secret) {
    return attributes(secret, Authenticator.LONGEST_SESSION.toSeconds());
  }

  /// Value of `Set-Cookie` that ends it.
  String clear() {
    return attributes("", 0);
  }

  private String attributes(String value, long maxAge) {
    return name + '=' + value + "; Path=/; Max-Age=" + maxAge + "; HttpOnly; SameSite=Strict";
  }
}
