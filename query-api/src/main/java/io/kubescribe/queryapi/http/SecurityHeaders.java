package io.kubescribe.queryapi.http;

import java.util.Map;

/// Headers of every answer, errors included. A route may give its own `Cache-Control`.
final class SecurityHeaders {
  static final Map<String, String> ALL =
      Map.of(
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                  + "connect-src 'self'; font-src 'self'; frame-ancestors 'none'; "
                  + "base-uri 'none'; form-action 'self'",
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store");

  private SecurityHeaders() {}
}
