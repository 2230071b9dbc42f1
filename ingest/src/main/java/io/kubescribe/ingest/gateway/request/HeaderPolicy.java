package io.kubescribe.ingest.gateway.request;

import io.kubescribe.core.session.SessionId;
import io.kubescribe.ingest.IdentityMode;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which headers of a client go upstream. Whatever could speak for the client's identity, other
/// than its own credential, stays behind; so does what concerns one connection only.
///
/// @param upstreamHost value of `Host` upstream
public record HeaderPolicy(IdentityMode identity, boolean allowImpersonation, String upstreamHost) {
  private static final List<String> IDENTITY_PREFIXES =
      List.of("impersonate-", "x-remote-", "x-forwarded-", "x-original-");

  private static final Set<String> IDENTITY =
      Set.of("authorization", "audit-id", "x-real-ip", "forwarded", "cookie");

  /// Headers that a client must not declare to be of the connection, beside those of identity: a
  /// proxy would drop them, and the apiserver would then see another request.
  private static final Set<String> NEEDED =
      Set.of("host", "content-length", "transfer-encoding", "content-type", "expect");

  private static final List<String> NEEDED_PREFIXES = List.of("sec-websocket-", "x-stream-");

  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "upgrade",
          "http2-settings",
          "expect",
          // Extensions would change the frames that the recording reads.
          "sec-websocket-extensions");

  /// Makes the client's headers those of the request upstream, in place.
  ///
  /// @param clientAddress IP address of the TCP peer
  /// @param upgrade kind of the request, of which the headers are kept
  /// @throws RefusedException if they claim an identity that they may not, or contradict themselves
  public void apply(
      HttpHeaders headers, SessionId auditId, String clientAddress, UpgradeKind upgrade)
      throws RefusedException {
    Set<String> named = connectionTokens(headers);
    for (String token : named) {
      if (isIdentity(token) || NEEDED.contains(token) || startsWith(NEEDED_PREFIXES, token)) {
        throw RefusedException.badRequest(
            "header Connection must not name '" + token + "', which is not of the connection");
      }
    }
    if (headers.getAll(HttpHeaderNames.AUTHORIZATION).size() > 1) {
      throw RefusedException.badRequest("header Authorization must be given once");
    }
    if (headers.getAll(HttpHeaderNames.HOST).size() > 1) {
      throw RefusedException.badRequest("header Host must be given once");
    }
    String protocol = headers.get(HttpHeaderNames.UPGRADE);
    for (Map.Entry<String, String> header : headers.entries()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith("impersonate-")) {
        requireImpersonationAllowed();
      } else if (OF_THE_CONNECTION.contains(name)
          || named.contains(name)
          || (isIdentity(name) && !isCredential(name))) {
        headers.remove(header.getKey());
      }
    }
    if (identity == IdentityMode.IMPERSONATE) {
      headers.remove(HttpHeaderNames.AUTHORIZATION).remove(HttpHeaderNames.COOKIE);
    }
    if (upgrade != UpgradeKind.NONE && protocol != null) {
      headers.set("Connection", "Upgrade").set("Upgrade", protocol);
    }
    headers
        .set("Host", upstreamHost)
        .set("Audit-ID", auditId.toString())
        .set("X-Forwarded-For", clientAddress);
  }

  private void requireImpersonationAllowed() throws RefusedException {
    if (!allowImpersonation || identity == IdentityMode.IMPERSONATE) {
      throw new RefusedException(
          Refusal.forbidden(
              "acting as another user (--as, Impersonate-*) is not allowed through this gateway"));
    }
  }

  private static boolean isCredential(String name) {
    return name.equals("authorization") || name.equals("cookie");
  }

  private static boolean isIdentity(String name) {
    return IDENTITY.contains(name) || startsWith(IDENTITY_PREFIXES, name);
  }

  private static boolean startsWith(List<String> prefixes, String name) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  private static Set<String> connectionTokens(HttpHeaders headers) {
    Set<String> tokens = new HashSet<>();
    for (String line : headers.getAll(HttpHeaderNames.CONNECTION)) {
      for (String token : line.split(",", -1)) {
        tokens.add(token.strip().toLowerCase(Locale.ROOT));
      }
    }
    tokens.remove("");
    tokens.remove(HttpHeaderValues.KEEP_ALIVE.toString());
    tokens.remove(HttpHeaderValues.CLOSE.toString());
    tokens.remove("upgrade");
    return tokens;
  }

  /// Takes out of an answer what concerns the connection to the apiserver only.
  public static void cleanAnswer(HttpHeaders headers) {
    for (String name : connectionTokens(headers)) {
      headers.remove(name);
    }
    headers
        .remove(HttpHeaderNames.CONNECTION)
        .remove("Keep-Alive")
        .remove("Proxy-Connection")
        .remove(HttpHeaderNames.UPGRADE);
  }
}
