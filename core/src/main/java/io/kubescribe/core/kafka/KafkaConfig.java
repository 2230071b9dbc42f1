package io.kubescribe.core.kafka;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import java.util.HashMap;
import java.util.Map;

/// Where the log is.
///
/// @param embedded whether this process runs its own broker
/// @param bootstrapServers `HOST:PORT,…`; of the embedded broker, the address that it listens on
/// @param properties further client properties (TLS, SASL) for an outside cluster
public record KafkaConfig(
    boolean embedded, String bootstrapServers, Map<String, String> properties) {
  public static final KafkaConfig DEFAULT = new KafkaConfig(true, "127.0.0.1:9092", Map.of());

  public KafkaConfig {
    properties = Map.copyOf(properties);
    String[] servers = bootstrapServers.split(",", -1);
    if (embedded && servers.length > 1) {
      throw new ConfigException(
          "kafka.bootstrapServers: must be one HOST:PORT for the embedded broker, was '"
              + bootstrapServers
              + "'");
    }
    for (String server : servers) {
      try {
        HostPort.parse(server.strip());
      } catch (IllegalArgumentException e) {
        throw new ConfigException("kafka.bootstrapServers: " + e.getMessage(), e);
      }
    }
  }

  /// Properties shared by all clients.
  Map<String, Object> clientProperties(String clientId) {
    Map<String, Object> client = new HashMap<>(properties);
    client.put("bootstrap.servers", bootstrapServers);
    client.put("client.id", clientId);
    // The default backs off to 1 s after a broker restart; we are asked to answer within 2 s.
    client.put("reconnect.backoff.max.ms", "250");
    return client;
  }
}
