package io.kubescribe.ingest.gateway.request;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;

/// The protocol to which a request wants to change.
public enum UpgradeKind {
  NONE,
  WEBSOCKET,
  SPDY,
  /// Another one, or several that differ.
  OTHER;

  /// As kube-apiserver reads it, and no less: it takes `upgrade` in any case, anywhere in any
  /// `Connection` line. A request with but one of the two headers is none for the apiserver, and
  /// counts here all the same. `h2c` does not: a server may leave it out (RFC 9113), and clients
  /// that speak HTTP/2 offer it with every request.
  public static UpgradeKind of(HttpHeaders headers) {
    boolean connection =
        headers.getAll(HttpHeaderNames.CONNECTION).stream()
            .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("upgrade"));
    UpgradeKind found = NONE;
    boolean ignored = false;
    for (String line : headers.getAll(HttpHeaderNames.UPGRADE)) {
      for (String token : line.split(",", -1)) {
        if (token.strip().equalsIgnoreCase("h2c")) {
          ignored = true;
          continue;
        }
        UpgradeKind one =
            switch (token.strip().toLowerCase(Locale.ROOT)) {
              case "websocket" -> WEBSOCKET;
              case "spdy/3.1" -> SPDY;
              default -> OTHER;
            };
        found = found == NONE || found == one ? one : OTHER;
      }
    }
    return found == NONE && connection && !ignored ? OTHER : found;
  }
}
