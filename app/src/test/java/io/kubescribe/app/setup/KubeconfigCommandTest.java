package io.kubescribe.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.app.cli.TestTerminal;
import io.kubescribe.app.node.RunFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class KubeconfigCommandTest {
  private static final String GATEWAY = "https://gateway.example:8443";

  private final TestTerminal terminal = new TestTerminal();

  @TempDir private Path folder;

  private Path kubeconfig(String name, String user) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        current-context: prod
        clusters: [{name: c, cluster: {server: "https://10.0.0.1:6443", certificate-authority-data: QQ==}}]
        contexts: [{name: prod, context: {cluster: c, user: u, namespace: shop}}]
        users: [{name: u, user: %s}]
        """
            .formatted(user));
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("kubeconfig", "--data", folder.toString()));
    all.addAll(List.of(arguments));
    return terminal.run(new KubeconfigCommand(terminal.open()), all.toArray(String[]::new));
  }

  private JsonNode printed() {
    return new YAMLMapper().readTree(terminal.out());
  }

  private JsonNode user(String user, String... more) throws IOException {
    terminal.environment.put("KUBECONFIG", kubeconfig("own", user).toString());
    List<String> arguments = new ArrayList<>(List.of("--gateway", GATEWAY));
    arguments.addAll(List.of(more));
    assertThat(run(arguments.toArray(String[]::new))).as(terminal.err()).isZero();
    return printed().at("/users/0/user");
  }

  @Test
  void a_token_goes_through_the_gateway_by_the_gateways_authority() throws IOException {
    Path ca = Files.writeString(folder.resolve("ca"), "-----BEGIN CERTIFICATE-----\n");
    JsonNode user = user("{token: t0p}", "--gateway-ca", ca.toString());
    assertThat(user.path("token").asString()).isEqualTo("t0p");
    JsonNode cluster = printed().at("/clusters/0/cluster");
    assertThat(cluster.path("server").asString()).isEqualTo(GATEWAY);
    assertThat(cluster.path("certificate-authority-data").asString())
        .isEqualTo("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==");
    assertThat(printed().path("current-context").asString()).isEqualTo("prod-recorded");
    assertThat(printed().at("/contexts/0/context/namespace").asString()).isEqualTo("shop");
    assertThat(terminal.err()).doesNotContain("t0p");
  }

  @Test
  void paths_count_from_the_file_that_has_them() throws IOException {
    JsonNode user =
        user("{tokenFile: t/file, exec: {apiVersion: v1, command: ./bin/login, args: [\"on\"]}}");
    assertThat(user.path("tokenFile").asString()).isEqualTo(folder + "/t/file");
    assertThat(user.at("/exec/command").asString()).isEqualTo(folder + "/bin/login");
    assertThat(user.at("/exec/args/0").asString()).isEqualTo("on");
  }

  @Test
  void a_certificate_beside_a_token_is_left_out() throws IOException {
    JsonNode user = user("{token: t, client-certificate-data: QQ==, client-key-data: QQ==}");
    assertThat(user.propertyNames()).containsExactly("token");
    assertThat(terminal.err()).contains("client certificate is left out");
  }

  @Test
  void a_certificate_alone_is_refused_with_a_way_out() throws IOException {
    Path own = kubeconfig("own", "{client-certificate-data: QQ==, client-key-data: S0VZ}");
    assertThat(run("--kubeconfig", own.toString(), "--gateway", GATEWAY)).isEqualTo(1);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .contains("only a client certificate", "--user-token", "--identity impersonate")
        .doesNotContain("S0VZ");
  }

  @Test
  void a_certificate_stays_where_the_gateway_checks_it() throws IOException {
    JsonNode user = user("{client-certificate-data: QQ==}", "--identity", "impersonate");
    assertThat(user.path("client-certificate-data").asString()).isEqualTo("QQ==");
  }

  @Test
  void a_token_file_makes_one_without_a_kubeconfig() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "eyJ.a-b_c\n");
    assertThat(run("--user-token", token.toString(), "--gateway", GATEWAY)).isZero();
    assertThat(printed().at("/users/0/user/token").asString()).isEqualTo("eyJ.a-b_c");
  }

  @Test
  void a_certificate_stays_where_the_configured_gateway_checks_it() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            "ingest: { gateway: [ { cluster: prod, identity: impersonate } ] }");
    JsonNode user = user("{client-certificate-data: QQ==}", "--config", config.toString());
    assertThat(user.path("client-certificate-data").asString()).isEqualTo("QQ==");
  }

  @Test
  void gateways_that_differ_need_a_name() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            ingest:
              audit: { clusters: [ prod, test ] }
              gateway:
              - { cluster: prod, identity: impersonate }
              - { cluster: test, listen: "127.0.0.1:8444" }
            """);
    Path own = kubeconfig("own", "{token: t}");
    String[] arguments = {
      "--config", config.toString(), "--kubeconfig", own.toString(), "--gateway", GATEWAY
    };
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(terminal.err()).contains("--cluster", "--identity");
  }

  @Test
  void a_gateway_whose_process_is_gone_is_not_taken() throws IOException {
    running(Long.MAX_VALUE);
    assertThat(run("--kubeconfig", kubeconfig("own", "{token: t}").toString())).isZero();
    assertThat(printed().at("/clusters/0/cluster/server").asString())
        .isEqualTo("https://127.0.0.1:8443");
    assertThat(terminal.err()).contains("no gateway runs on");
  }

  private void running(long pid) throws IOException {
    new RunFile(null, null, Map.of("prod", URI.create("https://127.0.0.1:18443")), "k:1", pid)
        .write(folder);
  }

  @Test
  void the_running_gateway_is_taken() throws IOException {
    running(ProcessHandle.current().pid());
    Path own = kubeconfig("own", "{token: t}");
    assertThat(run("--kubeconfig", own.toString())).isZero();
    assertThat(printed().at("/clusters/0/cluster/server").asString())
        .isEqualTo("https://127.0.0.1:18443");
  }

  @Test
  void plain_http_is_warned_of() throws IOException {
    Path own = kubeconfig("own", "{token: t}");
    assertThat(run("--kubeconfig", own.toString(), "--gateway", "http://127.0.0.1:8443")).isZero();
    assertThat(terminal.err()).contains("kubectl sends no credential over plain http");
  }

  @Test
  void a_private_key_is_not_taken_for_an_authority() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "-----BEGIN PRIVATE KEY-----\n");
    assertThat(run("--gateway", GATEWAY, "--gateway-ca", key.toString())).isEqualTo(2);
  }

  @Test
  void a_broken_kubeconfig_is_not_quoted() throws IOException {
    Path own = Files.writeString(folder.resolve("own"), "users: [{token: 'secret\n");
    assertThat(run("--kubeconfig", own.toString(), "--gateway", GATEWAY)).isEqualTo(2);
    assertThat(terminal.err()).contains("no YAML").doesNotContain("secret");
  }
}
