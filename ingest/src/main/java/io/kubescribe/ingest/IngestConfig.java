package io.kubescribe.ingest;

import io.kubescribe.core.ConfigException;
import java.util.List;

/// How audit events and sessions come in; `ingest` in the config.
///
/// @param gateway recording gateways, one for each cluster
public record IngestConfig(AuditConfig audit, List<GatewayConfig> gateway, RedactConfig redact) {
  public static final IngestConfig DEFAULT =
      new IngestConfig(AuditConfig.DEFAULT, List.of(), RedactConfig.DEFAULT);

  /// @throws ConfigException if two gateways are for one cluster
  public IngestConfig {
    gateway = List.copyOf(gateway);
    long clusters = gateway.stream().map(GatewayConfig::cluster).distinct().count();
    if (clusters != gateway.size()) {
      throw new ConfigException(
          "ingest.gateway: must have one entry for each cluster, was "
              + gateway.stream().map(GatewayConfig::cluster).toList());
    }
  }
}
