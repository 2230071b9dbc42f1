package io.kubescribe.app.config;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.query.Query;
import io.kubescribe.forward.ForwardConfig;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IngestConfig;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.queryapi.language.QueryParser;
import io.kubescribe.queryapi.language.QuerySyntaxException;
import io.kubescribe.replay.ReplayConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Everything that can be set; each part validates itself.
///
/// @param dataDir the data folder: the index, recordings, the embedded broker's log, keys and
///   tokens
public record AppConfig(
    Path dataDir,
    KafkaConfig kafka,
    IngestConfig ingest,
    IndexConfig index,
    ReplayConfig replay,
    List<ForwardConfig> forward,
    QueryConfig query) {
  public static final AppConfig DEFAULT =
      new AppConfig(
          Path.of("data"),
          KafkaConfig.DEFAULT,
          IngestConfig.DEFAULT,
          IndexConfig.DEFAULT,
          ReplayConfig.DEFAULT,
          List.of(),
          QueryConfig.DEFAULT);

  /// @throws ConfigException if two forwarders have one name, or a query can't be read
  public AppConfig {
    forward = List.copyOf(forward);
    ForwardConfig.checkTogether(forward);
    forward.forEach(AppConfig::queryOf);
  }

  /// Which events a forwarder is for. Times relative to now are those of this call.
  ///
  /// @throws ConfigException if its query can't be read
  public static Query queryOf(ForwardConfig forwarder) {
    try {
      return QueryParser.parse(forwarder.query(), Instant.now());
    } catch (QuerySyntaxException e) {
      throw new ConfigException(
          "forward.query: of '%s': %s, was '%s'"
              .formatted(forwarder.name(), e.getMessage(), forwarder.query()),
          e);
    }
  }

  /// The same with these recording gateways.
  public AppConfig withGateways(List<GatewayConfig> gateways) {
    return new AppConfig(
        dataDir,
        kafka,
        new IngestConfig(ingest.audit(), gateways, ingest.redact()),
        index,
        replay,
        forward,
        query);
  }
}
