package io.kubescribe.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What operators get wrong, each with the line that tells them. B65 of the catalogue of bad
/// inputs.
class BrokenConfigTest {
  private static final String AUDIT = "allowed here: clusters, listen, tls, maxBody, spool";
  private static final String ROOT =
      "allowed here: dataDir, kafka, ingest, index, replay, forward, query";

  /// @param yaml what is in the file; `\n` and `\t` are real
  /// @param says the message after the file's name
  record Broken(String yaml, String says) {}

  @SuppressWarnings("unused") // read by name
  static final List<Broken> BROKEN =
      List.of(
          new Broken("datadir: x\n", ":1: datadir: unknown key; nearest is 'dataDir'; " + ROOT),
          new Broken("data-dir: x\n", ":1: data-dir: unknown key; nearest is 'dataDir'; " + ROOT),
          new Broken("a:\n  b: 1\nc: 2\n", ":1: a: unknown key; " + ROOT),
          new Broken(
              "index:\n  retension: 1d\n",
              ":2: index.retension: unknown key; nearest is 'retention'; allowed here: store,"
                  + " retention, commitInterval, commitSize, slice, memory, queryTimeout"),
          new Broken(
              "ingest:\n  audit:\n    cluster: [a]\n",
              ":3: ingest.audit.cluster: unknown key; nearest is 'clusters'; " + AUDIT),
          new Broken(
              "ingest:\n  gateway:\n    - { cluster: a, mood: strict }\n",
              ":3: ingest.gateway.mood: unknown key; nearest is 'mode'; allowed here: cluster,"
                  + " listen, kubeconfig, context, tls, mode, recordInput, identity, banner,"
                  + " allowImpersonation, unrecordedUpgrades, namespaces"),
          new Broken(
              "ingest:\n  gateway: { cluster: a }\n",
              ":2: ingest.gateway: must be a list of sections, each begun by '- ', had keys below"
                  + " it"),
          new Broken(
              "ingest:\n  gateway:\n    - { listen: 0.0.0.0:1 }\n",
              ":3: ingest.gateway.tls: must be given beyond loopback, because requests carry bearer"
                  + " tokens; listen was 0.0.0.0:1"),
          new Broken(
              "replay: {s3: {bucket: b}}\n",
              ":1: replay.s3: this version does not have this part yet; allowed here: store,"
                  + " retention, minFree"),
          new Broken(
              "query:\n  auth:\n    oidc: {}\n",
              ":3: query.auth.oidc: this version does not have this part yet; allowed here: tokens"),
          new Broken(
              "query:\n  roles: []\n",
              ":2: query.roles: this version does not have this part yet; allowed here: listen,"
                  + " hosts, auth"),
          new Broken(
              "index: {opensearch: {url: x}}\n",
              ":1: index.opensearch: this version does not have this part yet; allowed here: store,"
                  + " retention, commitInterval, commitSize, slice, memory, queryTimeout"),
          new Broken("dataDir: a\n\ndataDir: b\n", ":3: dataDir: stands twice; first at FILE:1"),
          new Broken(
              "index:\n  slice: 1h\n  slice: 1h\n",
              ":3: index.slice: stands twice; first at FILE:2"),
          new Broken("index:\n\tslice: 1h\n", ":2: must be indented with spaces, has a tab"),
          new Broken("index: [\n", ":2: must be YAML: expected the node content"),
          new Broken("dataDir: 'x\n", ":2: must be YAML: found unexpected end of stream"),
          new Broken("dataDir: a: b\n", ":1: must be YAML: mapping values are not allowed here"),
          new Broken("dataDir: @x\n", ":1: must be YAML: found character '@' that cannot start"),
          new Broken(
              "just words\n", ":1: must begin with a key such as dataDir, has a single value"),
          new Broken("- a\n- b\n", ":1: must begin with a key such as dataDir, has a list"),
          new Broken(
              "dataDir: a\n---\ndataDir: b\n", ":3: must hold one YAML document, has a second"),
          new Broken("kafka: &a {}\n", ":1: kafka: must have no anchor, had &a"),
          new Broken("dataDir: x\nkafka: *k\n", ":2: kafka: must be written out, was the alias *k"),
          new Broken(
              "dataDir: !!java.net.URL x\n",
              ":1: dataDir: must have no YAML tag, had tag:yaml.org,2002:java.net.URL"),
          new Broken(
              "kafka:\n  embedded: yes\n", ":2: kafka.embedded: must be true or false, was 'yes'"),
          new Broken(
              "kafka: true\n",
              ":1: kafka: must have keys of embedded, bootstrapServers, properties below it, was"
                  + " 'true'"),
          new Broken("dataDir: [a]\n", ":1: dataDir: must be a single value (path), was a list"),
          new Broken("dataDir:\n", ":1: dataDir: must be a single value (path), was empty"),
          new Broken("dataDir: ''\n", ":1: dataDir: must be a path, was ''"),
          new Broken(
              "ingest: {audit: {clusters: prod}}\n",
              ":1: ingest.audit.clusters: must be a list such as [a, b], was 'prod'"),
          new Broken(
              "ingest:\n  audit:\n    clusters: [a, B_C]\n",
              ":3: ingest.audit.clusters: cluster name must be 1-63 characters of a-z, 0-9, '-' and"
                  + " '.', and begin and end with a letter or digit, was 'B_C'"),
          new Broken(
              "ingest:\n  audit:\n    clusters: []\n",
              ":3: ingest.audit.clusters: must name at least one cluster, was empty"),
          new Broken(
              "ingest:\n  audit:\n    spool: 4GB\n",
              ":3: ingest.audit.spool: must be a size such as 64MiB or 4GiB, was '4GB'"),
          new Broken(
              "ingest:\n  audit:\n    maxBody: 65MiB\n",
              ":3: ingest.audit.maxBody: must be from 1MiB to 64MiB, was 65MiB"),
          new Broken(
              "ingest:\n  audit:\n    maxBody: -1\n",
              ":3: ingest.audit.maxBody: must be a size such as 64MiB or 4GiB, was '-1'"),
          new Broken(
              "ingest:\n  audit:\n    listen: 127.0.0.1\n",
              ":3: ingest.audit.listen: must be HOST:PORT with a port of 0-65535, was '127.0.0.1'"),
          new Broken(
              "query: {listen: 127.0.0.1:65536}\n",
              ":1: query.listen: must be HOST:PORT with a port of 0-65535, was '127.0.0.1:65536'"),
          new Broken(
              "query: {listen: 'http://0.0.0.0:80'}\n",
              ":1: query.listen: must be HOST:PORT with a port of 0-65535, was 'http://0.0.0.0:80'"),
          new Broken(
              "query: {listen: '::1:80'}\n",
              ":1: query.listen: must be HOST:PORT with a port of 0-65535, was '::1:80'"),
          new Broken(
              "ingest:\n  audit:\n    tls:\n      certificate: /etc/hostname\n",
              ":4: ingest.audit.tls.key: must be given beside the others there, is missing"),
          new Broken(
              "ingest:\n  audit:\n    tls:\n",
              ":3: ingest.audit.tls: must have keys of certificate, key, clientCa below it, was"
                  + " empty"),
          new Broken(
              "index:\n  retention: 400\n",
              ":2: index.retention: must be a duration such as 400d, 12h, 5m, 30s or PT5S, was"
                  + " '400'"),
          new Broken(
              "index:\n  retention: 2y\n",
              ":2: index.retention: must be a duration such as 400d, 12h, 5m, 30s or PT5S, was"
                  + " '2y'"),
          new Broken(
              "index:\n  retention: 0d\n", ":2: index.retention: must be positive, was PT0S"),
          new Broken(
              "index:\n  slice: 1m\n",
              ":2: index.slice: must be whole seconds from PT10M to PT672H, was PT1M"),
          new Broken(
              "index:\n  store: opensearch\n", ":2: index.store: must be lucene, was 'opensearch'"),
          new Broken(
              "kafka:\n  bootstrapServers: a:1,b:2\n",
              ":2: kafka.bootstrapServers: must be one HOST:PORT for the embedded broker, was"
                  + " 'a:1,b:2'"),
          new Broken(
              "kafka:\n  properties: [a]\n",
              ":2: kafka.properties: must be a map such as {a.b: c}, was a list"),
          new Broken(
              "kafka:\n  properties:\n    ssl: {a: b}\n",
              ":3: kafka.properties.ssl: must be a text, had keys below it"),
          new Broken(
              "query:\n  hosts: ['a b']\n",
              ":2: query.hosts: must be host names or addresses without port, was 'a b'"),
          new Broken(
              "query: {auth: {tokens: \"\\e[31mtrue\"}}\n",
              ":1: query.auth.tokens: must be true or false, was '\\u001b[31mtrue'"));

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("BROKEN")
  void tells_file_line_key_what_is_allowed_and_what_was_found(Broken broken) throws IOException {
    Path file = Files.writeString(folder.resolve("k.yaml"), broken.yaml());

    assertThatThrownBy(() -> ConfigLoader.load(file, Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .message()
        .startsWith(file + broken.says().replace("FILE", file.toString()));
  }

  @Test
  void several_problems_are_told_together() throws IOException {
    String message =
        message("dataDirs: x\nkafka:\n  embedded: 1\nindex:\n  slice: 0\n  memory: x\n");

    assertThat(message.lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith(folder.resolve("k.yaml") + ":"));
  }

  @Test
  void an_alias_bomb_stays_small() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 100; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(message(bomb.toString()).lines())
        .hasSizeLessThan(25)
        .last()
        .asString()
        .startsWith("and ");
  }

  @Test
  void depth_is_bounded() throws IOException {
    assertThat(message("dataDir: " + "[".repeat(100_000))).contains("must be YAML:");
    assertThat(message("dataDir: " + "{a: ".repeat(100_000))).contains("must be YAML:");
  }

  @Test
  void a_long_value_is_cut() throws IOException {
    assertThat(message("index: {slice: " + "9".repeat(100_000) + "}\n")).hasSizeLessThan(600);
  }

  private String message(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("k.yaml"), yaml);
    return String.valueOf(
        catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.load(file, Map.of(), List.of()))
            .getMessage());
  }
}
