package io.kubescribe.queryapi.http;

import io.kubescribe.core.query.IpAddress;
import io.kubescribe.queryapi.QueryConfig;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Refuses requests for host names that are not ours: a foreign page whose name is made to resolve
/// to this address (DNS rebinding) would else read answers with the browser's own rights.
final class HostCheck {
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  private final Set<String> names = new HashSet<>(Set.of("127.0.0.1", "localhost", "::1"));

  /// Listening on every address: any address is ours, names are not known.
  private final boolean anyAddress;

  HostCheck(QueryConfig config) {
    names.add(lower(config.listen().host()));
    config.hosts().forEach(host -> names.add(lower(host)));
    anyAddress = EVERY_ADDRESS.contains(config.listen().host());
  }

  /// @param host without port; IPv6 with or without brackets
  void check(String host) {
    String name = lower(host);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    if (!names.contains(name) && !(anyAddress && IpAddress.parse(name).isPresent())) {
      throw new ApiException(
          ErrorCode.MISDIRECTED,
          "this server does not answer under that host name; query.hosts in its config adds names");
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
