package io.kubescribe.core.query;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// An IP address in its 16-byte form; IPv4 is mapped to `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2), so
/// that both sort and compare in one order.
public final class IpAddress {
  private static final int V4_OFFSET = 12;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Parses a literal address; a name is never looked up.
  public static Optional<IpAddress> parse(String text) {
    if (text.isEmpty() || text.length() > 45 || !looksLiteral(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IpAddress(mapped(InetAddress.ofLiteral(text).getAddress())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// @param bytes 4 or 16 bytes in network order
  public static IpAddress of(byte[] bytes) {
    return new IpAddress(mapped(bytes));
  }

  private static boolean looksLiteral(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.digit(c, 16) < 0 && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }

  private static byte[] mapped(byte[] address) {
    if (address.length == 16) {
      return address.clone();
    }
    byte[] result = new byte[16];
    result[10] = (byte) 0xff;
    result[11] = (byte) 0xff;
    System.arraycopy(address, 0, result, V4_OFFSET, 4);
    return result;
  }

  /// Whether this is an IPv4 address, mapped or not.
  public boolean isV4() {
    for (int i = 0; i < 10; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return bytes[10] == (byte) 0xff && bytes[11] == (byte) 0xff;
  }

  /// The 16 bytes, a copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The usual text of the address: dotted for IPv4, RFC 4291 groups for IPv6.
  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress().toLowerCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are always an address", e);
    }
  }
}
