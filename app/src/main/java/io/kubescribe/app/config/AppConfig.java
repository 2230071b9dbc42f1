package io.kubescribe.app.config;

import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IngestConfig;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.replay.ReplayConfig;
import java.nio.file.Path;
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
    QueryConfig query) {
  public static final AppConfig DEFAULT =
      new AppConfig(
          Path.of("data"),
          KafkaConfig.DEFAULT,
          IngestConfig.DEFAULT,
          IndexConfig.DEFAULT,
          ReplayConfig.DEFAULT,
          QueryConfig.DEFAULT);

  /// The same with these recording gateways.
  public AppConfig withGateways(List<GatewayConfig> gateways) {
    return new AppConfig(
        dataDir,
        kafka,
        new IngestConfig(ingest.audit(), gateways, ingest.redact()),
        index,
        replay,
        query);
  }
}
