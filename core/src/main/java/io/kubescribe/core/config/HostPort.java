package io.kubescribe.core.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Pattern;

/// An address to listen on: `HOST:PORT`, IPv6 in brackets; port 0 takes a free one.
public record HostPort(String host, int port) {
  private static final int LAST_PORT = 65_535;

  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  /// A name or IPv4 address, or an IPv6 address with an optional zone; so no URL and no list.
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,252}|[0-9a-fA-F:.]{2,45}(%[A-Za-z0-9._-]+)?");

  public HostPort {
    if (!HOST.matcher(host).matches() || port < 0 || port > LAST_PORT) {
      throw notAddress(host + ":" + port);
    }
  }

  /// @throws IllegalArgumentException if the text is not an address
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw notAddress(text);
    }
    String port = text.substring(colon + 1);
    if (!PORT.matcher(port).matches() || !HOST.matcher(host).matches()) {
      throw notAddress(text);
    }
    return new HostPort(host, Integer.parseInt(port));
  }

  private static IllegalArgumentException notAddress(String text) {
    return new IllegalArgumentException(
        "must be HOST:PORT with a port of 0-65535, was '" + text + "'");
  }

  public HostPort withPort(int other) {
    return new HostPort(host, other);
  }

  /// The address as a program on this machine reaches it: an unspecified host becomes the loopback
  /// address.
  public HostPort reachable() {
    return switch (host) {
      case "0.0.0.0" -> new HostPort("127.0.0.1", port);
      case "::" -> new HostPort("::1", port);
      default -> this;
    };
  }

  /// Where a program on this machine finds a server that listens here.
  public URI uri(boolean tls) {
    return URI.create((tls ? "https://" : "http://") + reachable());
  }

  /// Whether only this machine can reach it; resolves the host now, and one that can't be resolved
  /// is none of ours.
  public boolean isLoopback() {
    InetAddress resolved = toSocketAddress().getAddress();
    return resolved != null && resolved.isLoopbackAddress();
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
