package io.kubescribe.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.kafka.GroupLoop;
import io.kubescribe.forward.ForwardConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardSettingsTest {
  @TempDir Path folder;
  private Path secret;

  @BeforeEach
  void writeSecret() throws IOException {
    secret = Files.writeString(folder.resolve("secret"), "s");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  private List<ForwardConfig> load(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("k.yaml"), yaml.replace("SECRET", "" + secret));
    return ConfigLoader.load(file, Map.of(), List.of()).forward();
  }

  @Test
  void every_key_can_be_set() throws IOException {
    List<ForwardConfig> forwarders =
        load(
            """
            forward:
              - name: siem
                type: splunk-hec
                url: https://splunk:8088
                site: datadoghq.eu
                tokenFile: SECRET
                apiKeyFile: SECRET
                username: k
                passwordFile: SECRET
                secretFile: SECRET
                caFile: SECRET
                path: out.ndjson
                fileSize: 1MiB
                query: "-user:system* code:[400 TO 499]"
                profile: ocsf
                index: k8s
                source: audit
                sourcetype: kube
                acknowledge: true
                dataStream: logs-a-b
                service: k
                ordered: true
                start: newest
                linger: 50ms
                memory: 16MiB
            """);
    assertThat(forwarders)
        .containsExactly(
            new ForwardConfig(
                "siem",
                "splunk-hec",
                "https://splunk:8088",
                "datadoghq.eu",
                secret,
                secret,
                "k",
                secret,
                secret,
                secret,
                Path.of("out.ndjson"),
                ByteSize.ofMebibytes(1),
                "-user:system* code:[400 TO 499]",
                "ocsf",
                "k8s",
                "audit",
                "kube",
                true,
                "logs-a-b",
                "k",
                true,
                GroupLoop.Start.NEWEST,
                Duration.ofMillis(50),
                ByteSize.ofMebibytes(16)));
  }

  @Test
  void the_entries_of_the_design_are_taken() throws IOException {
    assertThat(
            load(
                """
                forward:
                  - { name: splunk, type: splunk-hec, url: "https://s:8088", tokenFile: SECRET, query: "-user:system\\\\:*", index: k8s }
                  - { name: elastic, type: elasticsearch, url: "https://e:9200", apiKeyFile: SECRET, dataStream: logs-kubescribe.audit-default }
                  - { name: datadog, type: datadog, site: datadoghq.eu, apiKeyFile: SECRET }
                """))
        .extracting(ForwardConfig::name)
        .containsExactly("splunk", "elastic", "datadog");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          { type: file, path: a }                                  ; forward.name: must be given
          { name: A, type: file, path: a }                         ; forward.name: must be 1-40
          { name: a, type: splunk }                                ; forward.type: must be one of splunk-hec
          { name: a, type: splunk-hec, tokenFile: SECRET }         ; forward.url: must be given for type splunk-hec
          { name: a, type: splunk-hec, url: "https://s" }          ; forward.tokenFile: must be given
          { name: a, type: webhook, url: "ftp://s" }               ; forward.url: must be a URL
          { name: a, type: datadog, apiKeyFile: SECRET }           ; forward.site: must be given
          { name: a, type: file, path: a, profile: xml }           ; forward.profile: must be one of raw
          { name: a, type: file, path: a, memory: 1KiB }           ; forward.memory: must be at least 8MiB
          { name: a, type: file, path: a, query: "a:(" }           ; forward.query: of 'a'
          { name: a, type: file, path: a, colour: red }            ; forward.colour: unknown key
          { name: a, type: webhook, url: "https://s", secretFile: /none } ; forward.secretFile: must be a readable file
          """)
  void what_cannot_be_used_is_told_with_file_line_and_key(String entry, String message) {
    assertThatThrownBy(() -> load("forward:\n  - " + entry + "\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message)
        .hasMessageMatching("(?s).*k\\.yaml:[12]: .*");
  }

  @Test
  void two_forwarders_of_one_name_would_share_their_offsets() {
    String entry = "  - { name: a, type: file, path: a }\n";
    assertThatThrownBy(() -> load("forward:\n" + entry + entry))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("forward.name: must be another for each forwarder");
  }
}
