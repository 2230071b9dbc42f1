package io.kubescribe.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.ingest.AuditConfig;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IdentityMode;
import io.kubescribe.ingest.IngestConfig;
import io.kubescribe.ingest.NamespaceRule;
import io.kubescribe.ingest.RedactConfig;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.queryapi.QueryConfig;
import io.kubescribe.replay.ReplayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private static final Map<String, String> NO_VARIABLES = Map.of();

  @TempDir Path folder;

  @Test
  void nothing_written_gives_the_defaults() throws IOException {
    assertThat(ConfigLoader.load(null, NO_VARIABLES, List.of())).isEqualTo(AppConfig.DEFAULT);
    assertThat(load("")).isEqualTo(AppConfig.DEFAULT);
    assertThat(load("# a comment\n---\n")).isEqualTo(AppConfig.DEFAULT);
    assertThat(load("kafka:\nindex:\n  # store: lucene\n")).isEqualTo(AppConfig.DEFAULT);
  }

  @Test
  void defaults_are_those_of_the_design() {
    assertThat(AppConfig.DEFAULT.dataDir()).isEqualTo(Path.of("data"));
    assertThat(AppConfig.DEFAULT.kafka())
        .isEqualTo(new KafkaConfig(true, "127.0.0.1:9092", Map.of()));
    assertThat(AppConfig.DEFAULT.ingest())
        .isEqualTo(
            new IngestConfig(
                new AuditConfig(
                    List.of(new ClusterName("default")),
                    HostPort.parse("127.0.0.1:9443"),
                    null,
                    ByteSize.parse("64MiB"),
                    ByteSize.parse("4GiB")),
                List.of(),
                new RedactConfig(true, List.of())));
    assertThat(AppConfig.DEFAULT.index().retention()).isEqualTo(Duration.ofDays(400));
    assertThat(AppConfig.DEFAULT.query().listen()).isEqualTo(HostPort.parse("127.0.0.1:8080"));
  }

  @Test
  void the_sample_of_the_design_is_taken() throws IOException {
    AppConfig config =
        load(
            """
            dataDir: ./data
            kafka: { embedded: true, bootstrapServers: 127.0.0.1:9092, properties: {} }
            ingest:
              audit:   { clusters: [prod], listen: 127.0.0.1:9443, tls: { certificate: %s, key: %s, clientCa: %s }, maxBody: 64MiB, spool: 4GiB }
              redact:  { secrets: true, pointers: [ /requestObject/data ] }
            index:  { store: lucene, retention: 400d }
            query:
              listen: 127.0.0.1:8080
              auth: { tokens: true }
            """
                .formatted(file("tls.crt", "rw-r--r--"), key(), file("ca.crt", "rw-r--r--")));

    assertThat(config.dataDir()).isEqualTo(Path.of("./data"));
    assertThat(config.ingest().audit().clusters()).containsExactly(new ClusterName("prod"));
    assertThat(config.ingest().redact().pointers()).containsExactly("/requestObject/data");
    assertThat(config.index()).isEqualTo(IndexConfig.DEFAULT);
  }

  @Test
  void every_key_can_be_set_in_a_file() throws IOException {
    AppConfig config =
        load(
            """
            dataDir: /var/lib/kubescribe
            kafka:
              embedded: false
              bootstrapServers: kafka-1:9092,kafka-2:9092
              properties:
                security.protocol: SASL_SSL
                retries: 5
            ingest:
              audit:
                clusters: [prod, test]
                listen: "[::1]:0"
                tls:
                  certificate: %1$s
                  key: %2$s
                  clientCa: %1$s
                maxBody: 8MiB
                spool: 128MiB
              gateway:
                - cluster: prod
                  listen: 0.0.0.0:0
                  kubeconfig: %2$s
                  context: admin
                  tls: { certificate: %1$s, key: %2$s }
                  mode: bestEffort
                  recordInput: masked
                  identity: impersonate
                  banner: true
                  allowImpersonation: true
                  unrecordedUpgrades: [ "/a/*" ]
                  namespaces: [ { match: "dev-*", mode: strict } ]
              redact:
                secrets: false
                pointers:
                  - /requestObject/data
                  - /responseObject/items/*/data
            index:
              store: lucene
              retention: 30d
              commitInterval: 500ms
              commitSize: 1MiB
              slice: 12h
              memory: 64MiB
              queryTimeout: PT5S
            replay:
              store: directory
              retention: 90d
              minFree: 2GiB
            query:
              listen: 0.0.0.0:80
              hosts: [kubescribe.example.com]
              auth:
                tokens: false
            """
                .formatted(file("tls.crt", "rw-r--r--"), key()));

    assertThat(config)
        .isEqualTo(
            new AppConfig(
                Path.of("/var/lib/kubescribe"),
                new KafkaConfig(
                    false,
                    "kafka-1:9092,kafka-2:9092",
                    Map.of("security.protocol", "SASL_SSL", "retries", "5")),
                new IngestConfig(
                    new AuditConfig(
                        List.of(new ClusterName("prod"), new ClusterName("test")),
                        new HostPort("::1", 0),
                        new TlsConfig(
                            folder.resolve("tls.crt"),
                            folder.resolve("tls.key"),
                            folder.resolve("tls.crt")),
                        ByteSize.ofMebibytes(8),
                        ByteSize.ofMebibytes(128)),
                    List.of(
                        new GatewayConfig(
                            new ClusterName("prod"),
                            HostPort.parse("0.0.0.0:0"),
                            folder.resolve("tls.key"),
                            "admin",
                            new TlsConfig(
                                folder.resolve("tls.crt"), folder.resolve("tls.key"), null),
                            RecordingMode.BEST_EFFORT,
                            InputPolicy.MASKED,
                            IdentityMode.IMPERSONATE,
                            true,
                            true,
                            List.of("/a/*"),
                            List.of(new NamespaceRule("dev-*", RecordingMode.STRICT)))),
                    new RedactConfig(
                        false, List.of("/requestObject/data", "/responseObject/items/*/data"))),
                new IndexConfig(
                    IndexConfig.Store.LUCENE,
                    Duration.ofDays(30),
                    Duration.ofMillis(500),
                    ByteSize.ofMebibytes(1),
                    Duration.ofHours(12),
                    ByteSize.ofMebibytes(64),
                    Duration.ofSeconds(5)),
                new ReplayConfig(
                    ReplayConfig.Store.DIRECTORY, Duration.ofDays(90), ByteSize.ofMebibytes(2048)),
                List.of(),
                new QueryConfig(
                    HostPort.parse("0.0.0.0:80"),
                    List.of("kubescribe.example.com"),
                    new QueryConfig.Auth(false))));
  }

  @Test
  void options_win_over_the_environment_and_that_over_the_file() throws IOException {
    Path file = Files.writeString(folder.resolve("k.yaml"), "index: {slice: 1h, memory: 16MiB}\n");
    Map<String, String> variables =
        Map.of("KUBESCRIBE_INDEX_SLICE", "2h", "KUBESCRIBE_INDEX_RETENTION", "1d");
    List<Setting> options = List.of(new Setting("index.slice", "3h", "--slice"));

    IndexConfig index = ConfigLoader.load(file, variables, options).index();

    assertThat(index.slice()).isEqualTo(Duration.ofHours(3));
    assertThat(index.retention()).isEqualTo(Duration.ofDays(1));
    assertThat(index.memory()).isEqualTo(ByteSize.ofMebibytes(16));
    assertThat(index.commitInterval()).isEqualTo(IndexConfig.DEFAULT.commitInterval());
  }

  @Test
  void a_client_need_not_read_the_files_of_the_server() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("k.yaml"),
            "dataDir: d\ningest: {audit: {tls: {certificate: /none, key: /none}}}\n");

    assertThat(ConfigLoader.loadForClient(file, NO_VARIABLES, List.of()).dataDir())
        .isEqualTo(Path.of("d"));
    assertThatThrownBy(() -> ConfigLoader.load(file, NO_VARIABLES, List.of()))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void a_key_that_everybody_reads_is_refused() throws IOException {
    Path key = file("tls.key", "rw-r--r--");
    assertThatThrownBy(() ->
            load(
                "ingest:\n  audit:\n    tls:\n      certificate: "
                    + file("tls.crt", "rw-r--r--")
                    + "\n      key: "
                    + key
                    + "\n"))
        .hasMessage(
            folder.resolve("k.yaml")
                + ":5: ingest.audit.tls.key: must not be readable by everybody, "
                + key
                + " is: chmod o-rwx it");
  }

  @Test
  void a_file_that_is_missing_or_no_text_is_refused() throws IOException {
    Path none = folder.resolve("none.yaml");
    assertThatThrownBy(() -> ConfigLoader.load(none, NO_VARIABLES, List.of()))
        .hasMessage("config file " + none + ": does not exist");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'#', (byte) 0xe4, '\n'});
    assertThatThrownBy(() -> ConfigLoader.load(latin, NO_VARIABLES, List.of()))
        .hasMessage("config file " + latin + ": must be UTF-8, is not");
    Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> ConfigLoader.load(large, NO_VARIABLES, List.of()))
        .hasMessageContaining("must be at most 1 MiB");
    assertThatThrownBy(() -> ConfigLoader.load(folder, NO_VARIABLES, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("can't be read");
  }

  private AppConfig load(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("k.yaml"), yaml);
    return ConfigLoader.load(file, NO_VARIABLES, List.of());
  }

  private Path key() throws IOException {
    return file("tls.key", "rw-------");
  }

  private Path file(String name, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "PEM");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }
}
