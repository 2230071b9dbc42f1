package io.kubescribe.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @Test
  void every_setting_has_a_variable(@TempDir Path folder) throws Exception {
    Path pem =
        Files.createFile(
            folder.resolve("pem"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Map<String, String> other = new HashMap<>();
    other.put("dataDir", "elsewhere");
    other.put("kafka.embedded", "false");
    other.put("kafka.bootstrapServers", "a:1,b:2");
    other.put("kafka.properties", "security.protocol=SSL, client.rack=r1");
    other.put("ingest.audit.clusters", "prod, test");
    other.put("ingest.audit.listen", "0.0.0.0:1");
    other.put("ingest.audit.tls.certificate", pem.toString());
    other.put("ingest.audit.tls.key", pem.toString());
    other.put("ingest.audit.tls.clientCa", pem.toString());
    other.put("ingest.audit.maxBody", "1MiB");
    other.put("ingest.audit.spool", "1GiB");
    other.put("ingest.redact.secrets", "false");
    other.put("ingest.redact.pointers", "/requestObject/data");
    other.put("index.store", "lucene");
    other.put("index.retention", "1d");
    other.put("index.commitInterval", "1s");
    other.put("index.commitSize", "1MiB");
    other.put("index.slice", "1h");
    other.put("index.memory", "16MiB");
    other.put("index.queryTimeout", "1s");
    other.put("replay.store", "directory");
    other.put("replay.retention", "1d");
    other.put("replay.minFree", "1MiB");
    other.put("query.listen", "0.0.0.0:2");
    other.put("query.hosts", "a.example,b.example");
    other.put("query.auth.tokens", "false");
    Map<String, String> variables = new HashMap<>();
    other.forEach((key, text) -> variables.put(Environment.variable(key), text));

    AppConfig config = ConfigLoader.load(null, variables, List.of());

    List<EffectiveSettings.Row> defaults = EffectiveSettings.of(AppConfig.DEFAULT);
    assertThat(defaults).extracting(EffectiveSettings.Row::key).hasSameElementsAs(other.keySet());
    List<EffectiveSettings.Row> rows = EffectiveSettings.of(config);
    for (int i = 0; i < rows.size(); i++) {
      // There is one store of each only.
      if (!rows.get(i).key().endsWith(".store")) {
        assertThat(rows.get(i).value()).as(rows.get(i).key()).isNotEqualTo(defaults.get(i).value());
      }
    }
    assertThat(config.kafka().properties())
        .isEqualTo(Map.of("security.protocol", "SSL", "client.rack", "r1"));
    assertThat(config.ingest().audit().clusters())
        .containsExactly(new ClusterName("prod"), new ClusterName("test"));
  }

  @Test
  void names_are_upper_snake_case() {
    assertThat(Environment.variable("ingest.audit.tls.clientCa"))
        .isEqualTo("KUBESCRIBE_INGEST_AUDIT_TLS_CLIENT_CA");
    assertThat(Environment.variable("dataDir")).isEqualTo("KUBESCRIBE_DATA_DIR");
  }

  @Test
  void variables_of_others_are_left_alone() {
    Map<String, String> variables =
        Map.ofEntries(
            Map.entry("PATH", "/bin"),
            Map.entry("KUBESCRIBE_JVM", "-Xmx1g"),
            Map.entry("KUBESCRIBE_SERVER", "http://127.0.0.1:8080"),
            Map.entry("KUBESCRIBE_TOKEN", "t"),
            Map.entry("KUBESCRIBE_CONFIG", "f"),
            Map.entry("KUBESCRIBE_LOG", "json"),
            Map.entry("KUBESCRIBE_LOG_LEVEL", "DEBUG"),
            Map.entry("KUBESCRIBE_SCRIPT", "k"),
            Map.entry("KUBESCRIBE_DATA_DIR", ""),
            // Kubernetes sets these for a service named kubescribe.
            Map.entry("KUBESCRIBE_SERVICE_HOST", "10.0.0.1"),
            Map.entry("KUBESCRIBE_SERVICE_PORT", "8080"),
            Map.entry("KUBESCRIBE_SERVICE_PORT_HTTP", "8080"),
            Map.entry("KUBESCRIBE_PORT", "tcp://10.0.0.1:8080"),
            Map.entry("KUBESCRIBE_PORT_8080_TCP_ADDR", "10.0.0.1"),
            Map.entry("KUBESCRIBE_INGEST_PORT_9443_TCP", "tcp://10.0.0.1:9443"));

    assertThat(ConfigLoader.load(null, variables, List.of())).isEqualTo(AppConfig.DEFAULT);
  }

  @Test
  void a_wrong_value_names_the_variable_and_the_key() {
    assertThatThrownBy(() ->
            ConfigLoader.load(null, Map.of("KUBESCRIBE_INGEST_AUDIT_LISTEN", "9443"), List.of()))
        .hasMessage(
            "KUBESCRIBE_INGEST_AUDIT_LISTEN: ingest.audit.listen: must be HOST:PORT with a port of"
                + " 0-65535, was '9443'");
  }

  @Test
  void an_unknown_variable_is_refused_with_the_nearest() {
    assertThatThrownBy(() ->
            ConfigLoader.load(null, Map.of("KUBESCRIBE_INGEST_AUDIT_LISTENER", "x"), List.of()))
        .hasMessage(
            "KUBESCRIBE_INGEST_AUDIT_LISTENER: no setting has this name; nearest is"
                + " KUBESCRIBE_INGEST_AUDIT_LISTEN; unset it, docs/configuration.md has the names");
  }

  @Test
  void a_pair_without_a_name_is_refused_and_not_shown() {
    assertThatThrownBy(() ->
            ConfigLoader.load(null, Map.of("KUBESCRIBE_KAFKA_PROPERTIES", "a=hunter,2"), List.of()))
        .hasMessageContaining("must be NAME=VALUE")
        .hasMessageNotContaining("hunter");
  }

  @Test
  void variables_fill_a_section_that_the_file_left_empty(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("k.yaml"), "query:\n");

    AppConfig config =
        ConfigLoader.load(file, Map.of("KUBESCRIBE_QUERY_LISTEN", "127.0.0.1:0"), List.of());

    assertThat(config.query().listen()).isEqualTo(HostPort.parse("127.0.0.1:0"));
  }
}
