package io.kubescribe.ingest.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubeconfigTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Kubeconfig open(String user) throws IOException {
    return Kubeconfig.open(
        file(
            "kubeconfig",
            """
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [ { name: c, cluster: { server: "http://127.0.0.1:8080" } } ]
            contexts: [ { name: c, context: { cluster: c, user: u } } ]
            users:
            - name: u
              user: %s
            """
                .formatted(user)),
        null);
  }

  @Test
  void a_token_file_is_read_again() throws IOException {
    Path token = file("token", "first\n");
    Kubeconfig kubeconfig = open("{ tokenFile: \"%s\" }".formatted(token));
    assertThat(kubeconfig.ownAuthorization()).contains("Bearer first");
    file("token", "second\n");
    kubeconfig.refresh();
    assertThat(kubeconfig.ownAuthorization()).contains("Bearer second");
  }

  @Test
  void an_exec_plugin_is_asked_again_with_what_the_file_gives_it() throws IOException {
    Path credential = file("credential.json", credential("first"));
    Path plugin = file("plugin.sh", "#!/bin/sh\ntest \"$1\" = get && cat \"$CREDENTIAL\"\n");
    Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
    Kubeconfig kubeconfig =
        open(
            """
            { exec: { apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never,
                command: "%s", args: [ get ], env: [ { name: CREDENTIAL, value: "%s" } ] } }
            """
                .formatted(plugin, credential)
                .strip());
    assertThat(kubeconfig.ownAuthorization()).contains("Bearer first");
    file("credential.json", credential("second"));
    kubeconfig.refresh();
    assertThat(kubeconfig.ownAuthorization()).contains("Bearer second");
  }

  @ParameterizedTest
  @CsvSource({"EC, false", "EC, true", "RSA, false", "RSA, true"})
  void a_client_certificate_has_a_key_of_any_usual_form(String algorithm, boolean traditional)
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl");
    openssl(
        "req -x509 -nodes -newkey %s -subj /CN=gateway -keyout key.pem -out cert.pem"
            .formatted(
                algorithm.equals("EC") ? "ec -pkeyopt ec_paramgen_curve:P-256" : "rsa:2048"));
    if (traditional) {
      openssl(
          "%s -in key.pem -out old.pem"
              .formatted(algorithm.equals("EC") ? "ec" : "rsa -traditional"));
    }
    Kubeconfig kubeconfig =
        open(
            "{ client-certificate: cert.pem, client-key: %s }"
                .formatted(traditional ? "old.pem" : "key.pem"));
    assertThat(kubeconfig.config().getClientKeyAlgo()).isEqualTo(algorithm);
    assertThat(kubeconfig.ownAuthorization()).isEmpty();
  }

  private void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("openssl.log"))).isZero();
  }

  private static String credential(String token) {
    return """
    {"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
     "status": {"token": "%s"}}
    """
        .formatted(token);
  }

  @Test
  void a_file_that_breaks_leaves_the_last_state() throws IOException {
    Kubeconfig kubeconfig = open("{ token: first }");
    file("kubeconfig", "clusters: [");
    kubeconfig.refresh();
    assertThat(kubeconfig.ownAuthorization()).contains("Bearer first");
  }

  @Test
  void an_unknown_context_and_a_missing_file_are_named() throws IOException {
    Path file = file("kubeconfig", "apiVersion: v1\nkind: Config\n");
    assertThatThrownBy(() -> Kubeconfig.open(file, "nowhere"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> Kubeconfig.open(folder.resolve("none"), null))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be a readable file");
  }
}
