package io.kubescribe.core.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetSocketAddress;

/// An address to listen on: `HOST:PORT`, IPv6 in brackets; port 0 takes a free one.
public record HostPort(String host, int port) {
  private static final int LAST_PORT = 65_535;

  public HostPort {
    if (host.isBlank() || port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "must be HOST:PORT with a port of 0-65535, was '" + host + ":" + port + "'");
    }
  }

  /// @throws IllegalArgumentException if the text is not an address
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "must be HOST:PORT with a port of 0-65535, was '" + text + "'", e);
    }
  }

  public HostPort withPort(int other) {
    return new HostPort(host, other);
  }

  /// Resolves the host now.
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  @Override
  @JsonValue
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
