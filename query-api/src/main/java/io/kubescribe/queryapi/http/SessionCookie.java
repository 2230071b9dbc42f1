package io.kubescribe.queryapi.http;

import io.javalin.http.Context;
import io.kubescribe.queryapi.access.Authenticator;

/// The cookie of a session. Its name has the port, because browsers keep one jar for all ports of a
/// host and two processes would sign each other out.
record SessionCookie(String name) {
  static SessionCookie ofPort(int port) {
    return new SessionCookie("kubescribe-" + port);
  }

  /// Value of `Set-Cookie` that starts a session.
  String set(String secret, Context request) {
    return attributes(secret, Authenticator.LONGEST_SESSION.toSeconds(), request);
  }

  /// Value of `Set-Cookie` that ends it.
  String clear(Context request) {
    return attributes("", 0, request);
  }

  private String attributes(String value, long maxAge, Context request) {
    String attributes = "; Path=/; Max-Age=" + maxAge + "; HttpOnly; SameSite=Strict";
    return name + '=' + value + attributes + (cameByTls(request) ? "; Secure" : "");
  }

  /// Whether a proxy took the request by TLS. Anybody may claim so: it makes the cookie stricter
  /// for whoever claims it and for nobody else.
  private static boolean cameByTls(Context request) {
    String schemes = request.header("X-Forwarded-Proto");
    // Each proxy of a chain may have added its own; the browser spoke to the first.
    return schemes != null && schemes.split(",", 2)[0].strip().equalsIgnoreCase("https");
  }
}
