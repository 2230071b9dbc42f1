package io.kubescribe.ingest.gateway.request;

import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionProtocol;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The WebSocket subprotocols that a client offers. One of them may be no protocol but a bearer
/// token (apiserver, `pkg/authentication/request/websocket`).
public final class Subprotocols {
  private static final String BEARER = "base64url.bearer.authorization.k8s.io.";

  private final List<String> protocols = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();

  private Subprotocols() {}

  public static Subprotocols of(HttpHeaders headers) {
    Subprotocols offered = new Subprotocols();
    for (String line : headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
      for (String part : line.split(",", -1)) {
        String name = part.strip();
        if (name.startsWith(BEARER)) {
          offered.tokens.add(name.substring(BEARER.length()));
        } else if (!name.isEmpty()) {
          offered.protocols.add(name);
        }
      }
    }
    return offered;
  }

  /// Those that are protocols, in the client's order.
  public List<String> protocols() {
    return List.copyOf(protocols);
  }

  /// How many are tokens.
  public int tokens() {
    return tokens.size();
  }

  /// The bearer token, when it is one that can be read.
  public Optional<String> bearerToken() {
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new String(Base64.getUrlDecoder().decode(tokens.getFirst()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Leaves in the headers only protocols that can be recorded, so that the server can choose no
  /// other, and the token.
  ///
  /// @return false if protocols were offered and none can be recorded
  public boolean keepRecordable(HttpHeaders headers, SessionKind kind) {
    List<String> kept =
        protocols.stream()
            .filter(name ->
                SessionProtocol.ofWebSocket(name)
                    .filter(found -> found.isPortForward() == (kind == SessionKind.PORT_FORWARD))
                    .isPresent())
            .toList();
    if (kept.isEmpty() && !protocols.isEmpty()) {
      return false;
    }
    if (kept.size() < protocols.size()) {
      set(headers, kept, true);
    }
    return true;
  }

  /// Takes the token out of the headers.
  public void dropToken(HttpHeaders headers) {
    if (!tokens.isEmpty()) {
      set(headers, protocols, false);
    }
  }

  private void set(HttpHeaders headers, List<String> names, boolean withToken) {
    List<String> all = new ArrayList<>(names);
    if (withToken) {
      tokens.forEach(token -> all.add(BEARER + token));
    }
    headers.remove(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    if (!all.isEmpty()) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(", ", all));
    }
  }
}
