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
  /// counts here all the same.
  public static UpgradeKind of(HttpHeaders headers) {
    boolean connection =
        headers.getAll(HttpHeaderNames.CONNECTION).stream()
            .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("upgrade"));
    UpgradeKind found = NONE;
    for (String line : headers.getAll(HttpHeaderNames.UPGRADE)) {
      for (String token : line.split(",", -1)) {
        UpgradeKind one =
            switch (token.strip().toLowerCase(Locale.ROOT)) {
              case "websocket" -> WEBSOCKET;
              case "spdy/3.1" -> SPDY;
              default -> OTHER;
            };
        found = found == NONE || found == one ? one : OTHER;
      }
    }
    return found == NONE && connection ? OTHER : found;
  }
}
