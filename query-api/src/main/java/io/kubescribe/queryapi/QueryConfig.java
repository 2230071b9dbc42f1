package io.kubescribe.queryapi;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import java.util.List;

/// Where the query API listens and who may sign in.
///
/// @param listen address of pages and API
/// @param hosts further host names under which it is reached, such as that of a proxy; a request
///   for any other name is refused, because DNS rebinding looks like that
/// @param auth ways to sign in
public record QueryConfig(HostPort listen, List<String> hosts, Auth auth) {
  public static final QueryConfig DEFAULT =
      new QueryConfig(new HostPort("127.0.0.1", 8080), List.of(), new Auth(true));

  /// @param tokens whether API tokens are accepted; without them only the link that `up` prints
  ///   signs in
  public record Auth(boolean tokens) {}

  /// @throws ConfigException if a host is no host name or address
  public QueryConfig {
    hosts = List.copyOf(hosts);
    for (String host : hosts) {
      if (!host.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,252}|[0-9a-fA-F:.]{2,45}")) {
        throw new ConfigException(
            "query.hosts: must be host names or addresses without port, was '" + host + "'");
      }
    }
  }
}
