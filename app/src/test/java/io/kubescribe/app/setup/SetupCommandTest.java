package io.kubescribe.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.app.cli.TestTerminal;
import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.config.ConfigLoader;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IdentityMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SetupCommandTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

  private final TestTerminal terminal = new TestTerminal();

  @TempDir private Path folder;

  @BeforeEach
  void token() throws IOException {
    Path tokens = Files.createDirectories(folder.resolve("data/ingest-tokens"));
    Files.writeString(tokens.resolve("default"), TOKEN + "\n");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("setup", "--data", folder + "/data"));
    all.addAll(List.of(arguments));
    return terminal.run(new SetupCommand(terminal.open()), all.toArray(String[]::new));
  }

  private List<JsonNode> documents() {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(terminal.out())) {
      return documents.readAll();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"passThrough", "impersonate"})
  void everything_is_yaml(String identity) {
    assertThat(run("--identity", identity)).isZero();
    assertThat(documents())
        .extracting(document -> document.path("kind").asString(""))
        .containsExactly(
            "Policy",
            "Config",
            "",
            "Namespace",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "ConfigMap",
            "PersistentVolumeClaim",
            "Deployment",
            "Service");
    assertThat(terminal.out()).doesNotContain("{{");
  }

  @Test
  void identity_is_that_of_the_configured_gateway() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            "ingest: { gateway: [ { cluster: default, identity: impersonate } ] }");
    assertThat(run("rbac", "--config", config.toString())).isZero();
    String configured = terminal.out();
    assertThat(run("rbac", "--identity", "impersonate")).isZero();
    assertThat(terminal.out()).isEqualTo(configured + configured);
  }

  @Test
  void policy_follows_the_recommended_rules() {
    assertThat(run("policy")).isZero();
    JsonNode policy = documents().getFirst();
    // Omitted for all, RequestReceived would be lost where it is all that comes before a session.
    assertThat(policy.has("omitStages")).isFalse();
    assertThat(decided(policy, "", "pods/exec", "get")).isEqualTo("Metadata");
    assertThat(decided(policy, "", "pods/attach", "create")).isEqualTo("Metadata");
    assertThat(decided(policy, "", "pods/portforward", "get")).isEqualTo("Metadata");
    assertThat(decided(policy, "", "nodes/proxy", "get")).isEqualTo("Metadata");
    assertThat(decided(policy, "", "pods/ephemeralcontainers", "patch"))
        .isEqualTo("RequestResponse without RequestReceived");
    assertThat(decided(policy, "coordination.k8s.io", "leases", "update")).isEqualTo("None");
    assertThat(decided(policy, "", "secrets", "create"))
        .isEqualTo("Metadata without RequestReceived");
    assertThat(terminal.out()).doesNotContain("[ResponseStarted");
  }

  /// As kube-apiserver does for a person: the first rule that fits.
  private static String decided(JsonNode policy, String group, String resource, String verb) {
    for (JsonNode rule : policy.path("rules")) {
      boolean mine =
          !rule.has("users")
              && !rule.has("nonResourceURLs")
              && (!rule.has("verbs") || contains(rule.path("verbs"), verb));
      boolean fits = !rule.has("resources");
      for (JsonNode one : rule.path("resources")) {
        fits |=
            one.path("group").asString().equals(group)
                && (!one.has("resources") || contains(one.path("resources"), resource));
      }
      if (mine && fits) {
        String level = rule.path("level").asString();
        return rule.has("omitStages")
            ? level + " without " + rule.path("omitStages").path(0).asString()
            : level;
      }
    }
    return "nothing";
  }

  private static boolean contains(JsonNode list, String text) {
    for (JsonNode item : list) {
      if (item.asString().equals(text)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void policy_hides_the_gateway_only_where_it_is_nobody_else() {
    assertThat(run("policy", "--namespace", "audit")).isZero();
    assertThat(terminal.out()).contains("system:serviceaccount:audit:kubescribe-gateway");
    TestTerminal other = new TestTerminal();
    assertThat(
            other.run(
                new SetupCommand(other.open()), "setup", "policy", "--identity", "impersonate"))
        .isZero();
    assertThat(other.out()).doesNotContain("users:").contains("RequestReceived");
  }

  @Test
  void webhook_names_the_cluster_in_its_path() throws IOException {
    Path ca = Files.writeString(folder.resolve("ca"), "-----BEGIN CERTIFICATE-----\n");
    assertThat(
            run("webhook", "--receiver", "https://k.example:9443/", "--receiver-ca", ca.toString()))
        .isZero();
    JsonNode config = documents().getFirst();
    JsonNode cluster = config.at("/clusters/0/cluster");
    assertThat(cluster.path("server").asString()).isEqualTo("https://k.example:9443/audit/default");
    assertThat(cluster.has("certificate-authority-data")).isTrue();
    assertThat(config.at("/users/0/user/token").asString()).isEqualTo(TOKEN);
    assertThat(config.at("/contexts/0/context/user")).isEqualTo(config.at("/users/0/name"));
    assertThat(config.at("/contexts/0/context/cluster")).isEqualTo(config.at("/clusters/0/name"));
    assertThat(config.path("current-context")).isEqualTo(config.at("/contexts/0/name"));
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void a_missing_token_leaves_out_the_webhook_only() {
    assertThat(run("--cluster", "prod")).isEqualTo(1);
    assertThat(terminal.err()).contains("webhook is left out").contains("up --cluster prod");
    assertThat(documents()).hasSize(10);
  }

  @Test
  void files_with_a_token_are_for_their_owner_only() throws IOException {
    Path out = folder.resolve("out");
    assertThat(run("-o", out.toString())).isZero();
    assertThat(terminal.out().lines()).hasSize(5);
    assertThat(mode(out.resolve("webhook.kubeconfig"))).isEqualTo("rw-------");
    assertThat(mode(out.resolve("policy.yaml"))).isEqualTo("rw-r--r--");
    assertThat(terminal.out() + terminal.err()).doesNotContain(TOKEN);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void impersonation_gets_its_rights_and_pass_through_none() {
    assertThat(run("rbac")).isZero();
    assertThat(documents().get(2).path("rules")).hasSize(1);
    TestTerminal other = new TestTerminal();
    other.run(new SetupCommand(other.open()), "setup", "rbac", "--identity", "impersonate");
    assertThat(other.out())
        .contains("tokenreviews", "users", "groups", "serviceaccounts", "uids", "userextras/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"passThrough", "impersonate"})
  void config_in_the_cluster_can_be_read(String identity) throws IOException {
    assertThat(run("manifests", "--kafka", "kafka.example:9093", "--identity", identity)).isZero();
    Path file = folder.resolve("kubescribe.yaml");
    Files.writeString(file, documents().getFirst().at("/data/kubescribe.yaml").asString());
    AppConfig config = ConfigLoader.loadForClient(file, Map.of(), List.of());
    assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka.example:9093");
    assertThat(config.ingest().gateway()).hasSize(1);
    GatewayConfig gateway = config.ingest().gateway().getFirst();
    assertThat(gateway.mode()).isEqualTo(RecordingMode.STRICT);
    assertThat(gateway.identity())
        .isEqualTo(
            identity.equals("impersonate") ? IdentityMode.IMPERSONATE : IdentityMode.PASS_THROUGH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "--apply -o x",
        "--context x",
        "--namespace A",
        "--image a\"b",
        "--identity me",
        "--receiver ftp://x webhook",
        "--apply policy"
      })
  void wrong_use_is_exit_2_and_prints_nothing(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).startsWith("kubescribe: ");
  }
}
