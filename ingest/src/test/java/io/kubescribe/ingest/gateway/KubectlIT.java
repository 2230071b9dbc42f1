package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionProtocol.Transport;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IdentityMode;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.gateway.control.OpenSessions;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.netty.TestCertificates;
import io.kubescribe.ingest.simulated.SimulatedFixture;
import io.kubescribe.ingest.wire.WireDecoders;
import io.kubescribe.testkit.Kubectl;
import io.kubescribe.testkit.Kubectl.Keys;
import io.kubescribe.testkit.Kubectl.Result;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The machine's kubectl against the simulated cluster, through a gateway with TLS on both sides.
/// Each session over WebSocket and over SPDY.
class KubectlIT {
  @TempDir private Path folder;
  private final FakeRecordings recordings = new FakeRecordings();
  private final OpenSessions sessions = new OpenSessions();
  private SimulatedFixture fixture;
  private Gateway gateway;
  private Path users;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    assumeTrue(Kubectl.find().isPresent(), "there is no kubectl on this machine");
    TestCertificates authority = new TestCertificates("test");
    TestCertificates.Identity identity = authority.issue("CN=localhost", "localhost");
    TlsConfig tls =
        new TlsConfig(
            TestCertificates.write(folder.resolve("cert.pem"), identity.certificatePem()),
            TestCertificates.write(folder.resolve("key.pem"), identity.keyPem()),
            null);
    Files.writeString(folder.resolve("ca.pem"), authority.caPem());
    fixture = new SimulatedFixture(builder -> builder.tls(tls));
    Path own = kubeconfig("own.yaml", fixture.cluster.address(), SimulatedFixture.ADMIN);
    gateway =
        new Gateway(
            config(tls),
            Kubeconfig.open(own, null),
            recordings,
            new WireDecoders(System::nanoTime),
            sessions,
            new SimpleMeterRegistry(),
            InstantSource.system());
    gateway.start();
    users = kubeconfig("users.yaml", gateway.address(), SimulatedFixture.ADMIN);
  }

  private static GatewayConfig config(TlsConfig tls) {
    return new GatewayConfig(
        GatewayConfig.DEFAULT.cluster(),
        HostPort.parse("127.0.0.1:0"),
        null,
        null,
        tls,
        RecordingMode.STRICT,
        InputPolicy.FULL,
        IdentityMode.PASS_THROUGH,
        false,
        false,
        List.of(),
        List.of());
  }

  private Path kubeconfig(String name, HostPort server, String token) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        apiVersion: v1
        kind: Config
        current-context: c
        clusters:
        - name: c
          cluster:
            server: https://%s
            tls-server-name: localhost
            certificate-authority: ca.pem
        users: [ { name: u, user: { token: %s } } ]
        contexts: [ { name: c, context: { cluster: c, user: u } } ]
        """
            .formatted(server, token));
  }

  @AfterEach
  void stop() throws IOException {
    if (gateway != null) {
      gateway.close();
      fixture.close();
    }
  }

  private Kubectl kubectl(boolean webSockets) {
    return new Kubectl(Kubectl.find().orElseThrow(), users, folder, webSockets);
  }

  private FakeRecordings.Fake ended() {
    FakeRecordings.Fake recording = recordings.begun.getLast();
    await().until(() -> recording.reason != null);
    return recording;
  }

  @Test
  void lists_and_watches_pass() throws Exception {
    Result pods = kubectl(true).run("get", "pods", "-A");
    assertThat(pods.err()).isEmpty();
    assertThat(pods.out()).contains("toolbox");
    Process watch = kubectl(true).start("get", "pods", "-w");
    try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).startsWith("NAME");
      assertThat(lines.readLine()).contains("toolbox");
    } finally {
      watch.destroy();
    }
    assertThat(kubectl(true).run("get", "pod", "nobody").err()).contains("NotFound");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void exec_is_carried_byte_for_byte_and_recorded(boolean webSockets) throws Exception {
    Result result =
        kubectl(webSockets)
            .run(
                "abc\n".getBytes(StandardCharsets.US_ASCII),
                "exec",
                "-i",
                "toolbox",
                "-c",
                "side",
                "--",
                "cat");
    assertThat(result).isEqualTo(new Result(0, "abc\n", ""));
    FakeRecordings.Fake recording = ended();
    assertThat(recording.reason).isEqualTo(EndReason.COMPLETED);
    assertThat(recording.input()).isEqualTo("abc\n");
    assertThat(recording.output()).isEqualTo("abc\n");
    assertThat(recording.protocol)
        .extracting(SessionProtocol::transport)
        .isEqualTo(webSockets ? Transport.WEBSOCKET : Transport.SPDY);
    assertThat(recording.asked.user().username()).isEqualTo("alice");
    assertThat(recording.asked.claims()).containsEntry("kubectlCommand", "kubectl exec");
    assertThat(fixture.stages(recording.id.toString())).contains("ResponseStarted");
    assertThat(recording.facts).extracting(PodFacts::image).isEqualTo("busybox:1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_terminal_shows_what_is_recorded(boolean webSockets) throws Exception {
    assumeTrue(Kubectl.hasPython(), "no python3, which makes the terminal");
    Result result =
        kubectl(webSockets)
            .onTerminal(
                new Keys()
                    .expect("# ")
                    .type("echo one two\r")
                    .expect("\r\none two\r\n")
                    .type("exit 7\r"),
                "exec",
                "-it",
                "toolbox",
                "--",
                "sh");
    assertThat(result.out()).contains("one two");
    FakeRecordings.Fake recording = ended();
    assertThat(recording.reason).isEqualTo(EndReason.COMPLETED);
    assertThat(recording.asked.asked().tty()).isTrue();
    assertThat(result.out()).contains(recording.output());
    assertThat(recording.resizes).isPositive();
    assertThat(result.code()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void copies_arrive_whole_both_ways(boolean webSockets) throws Exception {
    byte[] random = new byte[300_000];
    new Random(1).nextBytes(random);
    Path up = Files.write(folder.resolve("up.bin"), random);
    Path down = folder.resolve("down.bin");
    Kubectl kubectl = kubectl(webSockets);
    Result sent = kubectl.run("cp", up.toString(), "toolbox:/tmp/x.bin", "-c", "side");
    assertThat(sent.code()).as(sent.err()).isZero();
    Result got = kubectl.run("cp", "toolbox:/tmp/x.bin", down.toString(), "-c", "side");
    assertThat(got.code()).as(got.err()).isZero();
    assertThat(Files.readAllBytes(down)).isEqualTo(random);
    assertThat(recordings.begun).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void logs_are_followed() throws Exception {
    String pod =
        kubectl(true)
            .run("get", "pods", "-n", "shop", "-o", "name")
            .out()
            .lines()
            .findFirst()
            .orElseThrow();
    Process logs = kubectl(true).start("logs", "-f", "-n", "shop", pod);
    try (BufferedReader lines = logs.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isNotEmpty();
      assertThat(logs.isAlive()).isTrue();
    } finally {
      logs.destroy();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ports_are_forwarded(boolean webSockets) throws Exception {
    Process forward =
        kubectl(webSockets).start("port-forward", "pod/toolbox", ":80", "--address", "127.0.0.1");
    try (BufferedReader lines = forward.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      assertThat(line).isNotNull();
      int port = Integer.parseInt(line.replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1"));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isPositive();
      }
    } finally {
      forward.destroy();
    }
    FakeRecordings.Fake recording = ended();
    assertThat(recording.asked.kind()).isEqualTo(SessionKind.PORT_FORWARD);
    assertThat(recording.ports).containsExactly(80);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_attach_after_run_or_debug_names_what_was_made(boolean webSockets) throws Exception {
    assumeTrue(Kubectl.hasPython(), "no python3, which makes the terminal");
    Keys keys =
        new Keys()
            .expect("If you don't see a command prompt")
            .type("\r")
            .expect("# ")
            .type("exit 4\r");
    Result run =
        kubectl(webSockets)
            .onTerminal(keys, "run", "-it", "once", "--rm", "--restart=Never", "--image=busybox");
    assertThat(run.code()).as(run.out()).isEqualTo(4);
    FakeRecordings.Fake first = ended();
    assertThat(first.asked.kind()).isEqualTo(SessionKind.ATTACH);
    assertThat(first.asked.claims())
        .containsEntry("origin", "run")
        .containsEntry("originImage", "busybox")
        .containsEntry("kubectlCommand", "kubectl run");
    Result debug =
        kubectl(webSockets).onTerminal(keys, "debug", "-it", "toolbox", "--image=busybox");
    assertThat(debug.code()).as(debug.out()).isZero();
    FakeRecordings.Fake second = ended();
    assertThat(second.asked.claims())
        .containsEntry("origin", "debug")
        .containsEntry("originImage", "busybox");
    assertThat(fixture.stages(second.asked.claims().getOrDefault("originAuditId", "none")))
        .isNotEmpty();
  }

  @Test
  void a_refusal_of_the_gateway_is_shown() throws Exception {
    Result result = kubectl(true).run("get", "pods", "--as", "bob");
    assertThat(result.code()).isOne();
    assertThat(result.err()).contains("not allowed through this gateway");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_session_that_is_ended_says_who_did(boolean webSockets) throws Exception {
    Process exec = kubectl(webSockets).start("exec", "-i", "toolbox", "-c", "side", "--", "cat");
    await().until(() -> sessions.live().size() == 1);
    exec.getOutputStream().write('a');
    exec.getOutputStream().flush();
    await().until(() -> recordings.only().output().equals("a"));
    sessions.end(recordings.only().id, "eve", "lunch");
    String shown = new String(exec.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shown).contains("session ended by eve: lunch");
    assertThat(exec.waitFor()).isOne();
  }

  @Test
  void an_apiserver_that_is_away_is_explained() throws Exception {
    fixture.close();
    Result result = kubectl(true).run("get", "pods");
    assertThat(result.err()).contains("the apiserver does not answer");
  }
}
