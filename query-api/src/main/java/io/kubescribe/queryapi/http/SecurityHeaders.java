package io.kubescribe.queryapi.http;

import java.util.Map;

/// Headers of every answer, errors included. A route may give its own `Cache-Control`.
final class SecurityHeaders {
  static final String POLICY = "Content-Security-Policy";

  /// Of the pages' document alone: the player's terminal is WebAssembly, which a browser compiles
  /// only where this is said. It opens no way for text to become a script.
  static final String PAGE_POLICY = policy("'self' 'wasm-unsafe-eval'");

  static final Map<String, String> ALL =
      Map.of(
          POLICY,
          policy("'self'"),
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private SecurityHeaders() {}

  private static String policy(String scripts) {
    return "default-src 'none'; script-src "
        + scripts
        + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
  }
}
