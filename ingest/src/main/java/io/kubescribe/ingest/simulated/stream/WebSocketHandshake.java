package io.kubescribe.ingest.simulated.stream;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// The opening of a WebSocket (RFC 6455 §4.2). Static.
public final class WebSocketHandshake {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocketHandshake() {}

  /// Whether the headers ask for an upgrade at all, to any protocol.
  public static boolean asksUpgrade(HttpHeaders headers) {
    return headers.getAll("Connection").stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("upgrade"));
  }

  /// Whether the headers ask for an upgrade to WebSocket.
  public static boolean asked(HttpHeaders headers) {
    return asksUpgrade(headers) && "websocket".equalsIgnoreCase(headers.get("Upgrade"));
  }

  /// The subprotocols that the client offers, in its order.
  public static List<String> offered(HttpHeaders headers) {
    List<String> found = new ArrayList<>();
    for (String line : headers.getAll("Sec-WebSocket-Protocol")) {
      for (String token : line.split(",", -1)) {
        if (!token.isBlank()) {
          found.add(token.strip());
        }
      }
    }
    return found;
  }

  /// The headers of the 101.
  ///
  /// @param protocol empty when none was agreed on
  public static HttpHeaders answer(HttpHeaders request, String protocol) {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .add("Upgrade", "websocket")
            .add("Connection", "Upgrade")
            .add("Sec-WebSocket-Accept", accept(request.get("Sec-WebSocket-Key", "")));
    if (!protocol.isEmpty()) {
      headers.add("Sec-WebSocket-Protocol", protocol);
    }
    return headers;
  }

  private static String accept(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
