package io.kubescribe.core.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What client and server agreed on with the 101 answer.
///
/// @see <a
///   href="https://github.com/kubernetes/enhancements/tree/master/keps/sig-api-machinery/4006-transition-spdy-to-websockets">KEP-4006</a>
public enum SessionProtocol {
  WEBSOCKET_V5(Transport.WEBSOCKET, "v5.channel.k8s.io"),
  WEBSOCKET_V4(Transport.WEBSOCKET, "v4.channel.k8s.io"),
  WEBSOCKET_V1(Transport.WEBSOCKET, "channel.k8s.io"),
  /// No subprotocol, which means what `channel.k8s.io` means.
  WEBSOCKET_NONE(Transport.WEBSOCKET, ""),
  WEBSOCKET_V4_BASE64(Transport.WEBSOCKET, "v4.base64.channel.k8s.io"),
  WEBSOCKET_V1_BASE64(Transport.WEBSOCKET, "base64.channel.k8s.io"),
  /// A SPDY connection inside binary messages.
  WEBSOCKET_PORT_FORWARD(Transport.WEBSOCKET, "SPDY/3.1+portforward.k8s.io"),
  SPDY_V5(Transport.SPDY, "v5.channel.k8s.io"),
  SPDY_V4(Transport.SPDY, "v4.channel.k8s.io"),
  SPDY_V3(Transport.SPDY, "v3.channel.k8s.io"),
  SPDY_V2(Transport.SPDY, "v2.channel.k8s.io"),
  SPDY_V1(Transport.SPDY, "channel.k8s.io"),
  SPDY_PORT_FORWARD(Transport.SPDY, "portforward.k8s.io");

  /// What carries the streams.
  public enum Transport {
    WEBSOCKET,
    SPDY
  }

  private final Transport transport;
  private final String wireName;

  SessionProtocol(Transport transport, String wireName) {
    this.transport = transport;
    this.wireName = wireName;
  }

  /// The protocol of a 101 answer to a WebSocket upgrade.
  ///
  /// @param subprotocol the answer's `Sec-WebSocket-Protocol`, null when it has none
  /// @return empty for a protocol that is not known, so that can't be recorded
  public static Optional<SessionProtocol> ofWebSocket(@Nullable String subprotocol) {
    return find(Transport.WEBSOCKET, subprotocol == null ? "" : subprotocol);
  }

  /// The protocol of a 101 answer to a SPDY upgrade.
  ///
  /// @param version the answer's `X-Stream-Protocol-Version`; null is version 1, as servers from
  ///   before that header have it
  /// @return empty for a protocol that is not known, so that can't be recorded
  public static Optional<SessionProtocol> ofSpdy(@Nullable String version) {
    return find(Transport.SPDY, version == null ? SPDY_V1.wireName : version);
  }

  private static Optional<SessionProtocol> find(Transport transport, String name) {
    for (SessionProtocol protocol : values()) {
      if (protocol.transport == transport && protocol.wireName.equals(name)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  public Transport transport() {
    return transport;
  }

  /// The name on the wire; empty for [#WEBSOCKET_NONE].
  public String wireName() {
    return wireName;
  }

  public boolean isPortForward() {
    return this == WEBSOCKET_PORT_FORWARD || this == SPDY_PORT_FORWARD;
  }

  /// Whether messages are text: a digit for the channel, then base64.
  public boolean isBase64() {
    return this == WEBSOCKET_V4_BASE64 || this == WEBSOCKET_V1_BASE64;
  }

  /// Whether the outcome is a `metav1.Status` in JSON; otherwise it is plain text, and nothing on
  /// success.
  public boolean hasJsonStatus() {
    return switch (this) {
      case WEBSOCKET_V5, WEBSOCKET_V4, WEBSOCKET_V4_BASE64, SPDY_V5, SPDY_V4 -> true;
      case WEBSOCKET_V1,
          WEBSOCKET_NONE,
          WEBSOCKET_V1_BASE64,
          WEBSOCKET_PORT_FORWARD,
          SPDY_V3,
          SPDY_V2,
          SPDY_V1,
          SPDY_PORT_FORWARD ->
          false;
    };
  }
}
