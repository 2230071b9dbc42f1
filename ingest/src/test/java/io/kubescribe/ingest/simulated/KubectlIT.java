package io.kubescribe.ingest.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.netty.SelfSignedCertificate;
import io.kubescribe.testkit.Kubectl;
import io.kubescribe.testkit.Kubectl.Keys;
import io.kubescribe.testkit.Kubectl.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real `kubectl` against the simulated cluster, without anything between. Parameters say
/// whether it speaks WebSocket (else SPDY).
class KubectlIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private SimulatedFixture fixture;
  private Path kubeconfig;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(Kubectl.find().isPresent(), "no kubectl is on the search path: nothing is tested");
    SelfSignedCertificate made =
        SelfSignedCertificate.create(
            "simulated", List.of("127.0.0.1"), Instant.now(), Duration.ofDays(1));
    Path pem = Files.writeString(directory.resolve("tls.pem"), made.certificatePem());
    Path key =
        Files.createFile(
            directory.resolve("tls.key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, made.keyPem());
    fixture = new SimulatedFixture(builder -> builder.tls(new TlsConfig(pem, key, null)));
    kubeconfig = kubeconfig(made.certificatePem(), "alice", SimulatedFixture.ADMIN);
    var _ = kubeconfig(made.certificatePem(), "bob", SimulatedFixture.VIEWER);
  }

  private Path kubeconfig(String authority, String user, String token) throws IOException {
    return Files.writeString(
        directory.resolve(user + ".kubeconfig"),
        SimulatedKubeconfig.text(fixture.cluster.url(), authority, user, token, "default"));
  }

  @AfterEach
  void stop() throws IOException {
    if (fixture != null) {
      fixture.close();
    }
  }

  private Kubectl kubectl(boolean webSockets) {
    return new Kubectl(Kubectl.find().orElseThrow(), kubeconfig, directory, webSockets);
  }

  private String execVerb() {
    return fixture.requests.stream()
        .filter(request -> request.target().contains("/exec?"))
        .map(SeenRequest::method)
        .findFirst()
        .orElse("none");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void exec_has_both_outputs_and_the_exit_code(boolean webSockets) throws Exception {
    Result result =
        kubectl(webSockets)
            .run("exec", "toolbox", "-c", "sh", "--", "sh", "-c", "echo o; echo e >&2; exit 7");

    assertThat(result).isEqualTo(new Result(7, "o\n", "e\ncommand terminated with exit code 7\n"));
    assertThat(execVerb()).isEqualTo(webSockets ? "GET" : "POST");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void exec_takes_input_to_its_end(boolean webSockets) throws Exception {
    byte[] input = new byte[300_000];
    new SplittableRandom(1).nextBytes(input);
    Files.write(directory.resolve("input"), input);
    Result counted =
        kubectl(webSockets).run(input, "exec", "-i", "toolbox", "-c", "sh", "--", "wc", "-c");

    assertThat(counted).isEqualTo(new Result(0, "300000\n", ""));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void exec_of_what_is_not_there_fails(boolean webSockets) throws Exception {
    Result result = kubectl(webSockets).run("exec", "toolbox", "-c", "sh", "--", "nope");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("exec: \"nope\": executable file not found in $PATH");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_shell_on_a_terminal_works(boolean webSockets) throws Exception {
    assumeTrue(Kubectl.hasPython(), "no python3, which makes the terminal");
    Result result =
        kubectl(webSockets)
            .onTerminal(
                new Keys()
                    .expect("/ # ")
                    .type("stty size\r")
                    .expect("40 120\r\n")
                    .type("echx\177o edited\r")
                    .expect("edited\r\n/ # ")
                    .resize(33, 99)
                    .type("sleep 100\r")
                    .expect("sleep 100\r\n")
                    .type("\003")
                    .expect("^C\r\n/ # ")
                    .type("stty size\r")
                    .expect("33 99\r\n")
                    .type("exit 5\r"),
                "exec",
                "-it",
                "toolbox",
                "-c",
                "sh",
                "--",
                "sh");

    assertThat(result.code()).as(result.out()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void attach_joins_the_main_process(boolean webSockets) throws Exception {
    assumeTrue(Kubectl.hasPython(), "no python3, which makes the terminal");
    Result result =
        kubectl(webSockets)
            .onTerminal(
                new Keys()
                    .expect("If you don't see a command prompt")
                    .type("\r")
                    .expect("/ # ")
                    .type("hostname\r")
                    .expect("toolbox\r\n")
                    .type("exit\r"),
                "attach",
                "-it",
                "toolbox",
                "-c",
                "sh");

    assertThat(result.code()).as(result.out()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_and_debug_bring_a_shell(boolean webSockets) throws Exception {
    assumeTrue(Kubectl.hasPython(), "no python3, which makes the terminal");
    Keys keys =
        new Keys()
            .expect("If you don't see a command prompt")
            .type("\r")
            .expect("# ")
            .type("echo $HOME\r")
            .expect("/root\r\n")
            .type("exit 4\r");
    Result run =
        kubectl(webSockets)
            .onTerminal(keys, "run", "-it", "once", "--rm", "--restart=Never", "--image=busybox");
    assertThat(run.code()).as(run.out()).isEqualTo(4);

    Result debug =
        kubectl(webSockets).onTerminal(keys, "debug", "-it", "toolbox", "--image=busybox");
    assertThat(debug.code()).as(debug.out()).isZero();
    assertThat(fixture.requests)
        .anyMatch(request -> request.target().contains("/pods/toolbox/ephemeralcontainers"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void files_are_copied_both_ways(boolean webSockets) throws Exception {
    byte[] content = new byte[2_000_000];
    new SplittableRandom(2).nextBytes(content);
    Path there = Files.write(directory.resolve("there.bin"), content);
    Path back = directory.resolve("back.bin");
    Kubectl kubectl = kubectl(webSockets);

    assertThat(kubectl.run("cp", there.toString(), "toolbox:/tmp/there.bin", "-c", "sh").code())
        .isZero();
    assertThat(kubectl.run("cp", "toolbox:/tmp/there.bin", back.toString(), "-c", "sh").code())
        .isZero();
    assertThat(back).hasBinaryContent(content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_port_is_forwarded(boolean webSockets) throws Exception {
    Process process = kubectl(webSockets).start("port-forward", "toolbox", ":8080");
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        HttpClient client = HttpClient.newHttpClient()) {
      Matcher local = Pattern.compile("127.0.0.1:(\\d+)").matcher(lines.readLine());
      assertThat(local.find()).isTrue();
      for (String path : List.of("/one", "/two")) {
        assertThat(
                client
                    .send(
                        HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + local.group(1) + path))
                            .version(HttpClient.Version.HTTP_1_1)
                            .timeout(PATIENCE)
                            .build(),
                        HttpResponse.BodyHandlers.ofString())
                    .body())
            .isEqualTo("Hello from a simulated pod: " + path + "\n");
      }
    } finally {
      process.destroy();
    }
  }

  @Test
  void logs_are_followed_and_pods_watched() throws Exception {
    Kubectl kubectl = kubectl(true);
    Process watch = kubectl.start("get", "pods", "--watch");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("NAME");
      Result run =
          kubectl.run(
              "run",
              "counts",
              "--image=busybox",
              "--restart=Never",
              "--",
              "sh",
              "-c",
              "seq 3; sleep 1; echo done");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(kubectl.run("logs", "-f", "counts").out()).isEqualTo("1\n2\n3\ndone\n");
      String line = lines.readLine();
      while (!line.matches("counts .*Completed.*")) {
        line = lines.readLine();
      }
    } finally {
      watch.destroy();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> kubectl.run("get", "pod", "counts").out().contains("Completed"));
  }

  @Test
  void a_pod_is_applied_changed_and_deleted() throws Exception {
    Kubectl kubectl = kubectl(true);
    Path file = directory.resolve("pod.yaml");
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: applied, labels: {a: "1"}}
        spec: {containers: [{name: c, image: busybox, command: [sleep, "60"]}]}
        """;
    Files.writeString(file, pod);
    Result created = kubectl.run("apply", "-f", file.toString());
    assertThat(created.out()).as(created.err()).isEqualTo("pod/applied created\n");
    Files.writeString(file, pod.replace("\"1\"", "\"2\""));
    assertThat(kubectl.run("apply", "-f", file.toString()).out())
        .isEqualTo("pod/applied configured\n");
    assertThat(kubectl.run("get", "pod", "-l", "a=2", "-o", "name").out())
        .isEqualTo("pod/applied\n");
    assertThat(kubectl.run("delete", "pod", "applied").code()).isZero();
  }

  @Test
  void who_may_only_look_is_refused() throws Exception {
    Kubectl bob =
        new Kubectl(
            Kubectl.find().orElseThrow(), directory.resolve("bob.kubeconfig"), directory, true);

    assertThat(bob.run("get", "pods", "-A").code()).isZero();
    assertThat(bob.run("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}").out())
        .isEqualTo("bob");
    assertThat(bob.run("auth", "can-i", "create", "pods/exec").code()).isEqualTo(1);
    Result refused = bob.run("exec", "toolbox", "-c", "sh", "--", "id");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("User \"bob\" cannot create resource \"pods/exec\" in API group \"\"");
  }
}
