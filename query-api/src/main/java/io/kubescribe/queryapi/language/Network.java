package io.kubescribe.queryapi.language;

import io.kubescribe.core.query.IpAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A network in CIDR notation, RFC 4632.
///
/// @param address bits past the prefix are 0
/// @param prefixLength 0-32 for IPv4, 0-128 for IPv6
record Network(IpAddress address, int prefixLength) {
  private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

  /// The network, or null if the text is none.
  static @Nullable Network parse(String text) {
    int slash = text.indexOf('/');
    String length = text.substring(slash + 1);
    IpAddress address = IpAddress.parse(text.substring(0, Math.max(0, slash))).orElse(null);
    if (address == null || !LENGTH.matcher(length).matches()) {
      return null;
    }
    int bits = address.isV4() ? 32 : 128;
    int prefixLength = Integer.parseInt(length);
    return prefixLength > bits
        ? null
        : new Network(masked(address, 128 - bits + prefixLength), prefixLength);
  }

  private static IpAddress masked(IpAddress address, int keep) {
    byte[] bytes = address.bytes();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(keep - 8L * i, 0, 8);
      bytes[i] = (byte) (bytes[i] & (0xff << (8 - kept)));
    }
    return IpAddress.of(bytes);
  }
}
