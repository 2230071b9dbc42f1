package io.kubescribe.ingest.simulated.stream;

import java.util.Arrays;
import java.util.Optional;

/// The subprotocols of exec and attach over WebSocket.
public enum WebSocketProtocol {
  V5("v5.channel.k8s.io", false),
  V4("v4.channel.k8s.io", false),
  V1("channel.k8s.io", false),
  NONE("", false),
  V4_BASE64("v4.base64.channel.k8s.io", true),
  BASE64("base64.channel.k8s.io", true);

  private final String token;
  private final boolean base64;

  WebSocketProtocol(String token, boolean base64) {
    this.token = token;
    this.base64 = base64;
  }

  /// The name on the wire; empty when the client named none.
  public String token() {
    return token;
  }

  public static Optional<WebSocketProtocol> of(String token) {
    return Arrays.stream(values()).filter(known -> known.token.equals(token)).findFirst();
  }

  boolean isBase64() {
    return base64;
  }

  /// Whether the end is told by a Status; else by plain text.
  boolean hasStatus() {
    return this == V5 || this == V4 || this == V4_BASE64;
  }

  /// Whether the apiserver ends the WebSocket itself, and knows half-closed streams.
  boolean isTranslated() {
    return this == V5;
  }
}
