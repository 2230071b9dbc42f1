package io.kubescribe.ingest.event;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Finds the values of token parameters in a request URI, as in
/// `/api/v1/namespaces/a/services/b/proxy/?access_token=…`.
final class UriTokens {
  /// RFC 6750 §2.3 (`access_token`), OAuth 2.0 and OpenID Connect, and what notebooks and
  /// dashboards behind a service proxy take.
  private static final Set<String> PARAMETERS =
      Set.of(
          "access_token",
          "id_token",
          "refresh_token",
          "token",
          "bearer_token",
          "client_secret",
          "authorization");

  private UriTokens() {}

  /// @param uri as sent, with its percent escapes
  static List<SecretShapes.Find> find(byte[] uri) {
    List<SecretShapes.Find> finds = new ArrayList<>();
    int at = 0;
    while (at < uri.length && uri[at] != '?') {
      at++;
    }
    while (at < uri.length) {
      int nameFrom = at + 1;
      int equals = -1;
      int end = nameFrom;
      while (end < uri.length && uri[end] != '&' && uri[end] != ';') {
        if (equals < 0 && uri[end] == '=') {
          equals = end;
        }
        end++;
      }
      if (equals >= 0 && equals + 1 < end && isToken(uri, nameFrom, equals)) {
        finds.add(new SecretShapes.Find(equals + 1, end, "uri-token"));
      }
      at = end;
    }
    return finds;
  }

  private static boolean isToken(byte[] uri, int from, int to) {
    String name = new String(uri, from, to - from, StandardCharsets.US_ASCII);
    try {
      return PARAMETERS.contains(
          URLDecoder.decode(name, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      // A broken escape is no name that a server would take.
      return false;
    }
  }
}
