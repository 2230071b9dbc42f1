package io.kubescribe.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IdentityMode;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.gateway.control.OpenSessions;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.http.Wire;
import io.kubescribe.ingest.netty.TestCertificates;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS on both sides of a gateway: which certificates it shows to the apiserver, and to whom, and
/// how it speaks to clients that negotiate a protocol and to those that don't.
class CertificatesTest {
  @TempDir private Path folder;
  private TestCertificates authority;
  private ScriptedServer server;
  private @Nullable Gateway gateway;

  @BeforeEach
  void issue() throws Exception {
    authority = new TestCertificates("test CA");
    SSLServerSocket socket =
        (SSLServerSocket)
            authority
                .clientContext(authority.issue("CN=apiserver", "localhost"))
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    socket.setWantClientAuth(true);
    server = new ScriptedServer(socket, CertificatesTest::nameThePeer);
  }

  private static boolean nameThePeer(ScriptedServer.Request request) throws IOException {
    String name;
    try {
      name = ((SSLSocket) request.wire().socket).getSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      name = "nobody";
    }
    request.answer("200 OK\r\nContent-Length: " + name.length() + "\r\n\r\n" + name);
    return true;
  }

  private Path write(String name, String text) throws IOException {
    return TestCertificates.write(folder.resolve(name), text);
  }

  private Gateway start(IdentityMode identity) throws Exception {
    TestCertificates.Identity own = authority.issue("CN=gateway");
    TestCertificates.Identity front = authority.issue("CN=localhost", "localhost");
    write("own.crt", own.certificatePem());
    write("own.key", own.keyPem());
    Path ca = write("ca.crt", authority.caPem());
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            clusters:
            - name: c
              cluster:
                server: https://127.0.0.1:%d
                tls-server-name: localhost
                certificate-authority: ca.crt
            users: [ { name: u, user: { client-certificate: own.crt, client-key: own.key } } ]
            contexts: [ { name: c, context: { cluster: c, user: u } } ]
            """
                .formatted(server.port()));
    boolean impersonates = identity == IdentityMode.IMPERSONATE;
    Gateway started =
        new Gateway(
            new GatewayConfig(
                GatewayConfig.DEFAULT.cluster(),
                HostPort.parse("127.0.0.1:0"),
                null,
                null,
                new TlsConfig(
                    write("tls.crt", front.certificatePem()),
                    write("tls.key", front.keyPem()),
                    impersonates ? ca : null),
                RecordingMode.STRICT,
                InputPolicy.OFF,
                identity,
                false,
                false,
                List.of(),
                List.of()),
            Kubeconfig.open(kubeconfig, null),
            new FakeRecordings(),
            new TextDecoders(),
            new OpenSessions(),
            (loop, _, _, _) -> loop.newSucceededFuture(Optional.empty()),
            new SimpleMeterRegistry(),
            InstantSource.system(),
            GatewayLimits.DEFAULT);
    gateway = started;
    started.start();
    return started;
  }

  @AfterEach
  void stop() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    server.close();
  }

  private SSLSocket connect(Gateway to, TestCertificates.@Nullable Identity client)
      throws Exception {
    return (SSLSocket)
        authority
            .clientContext(client)
            .getSocketFactory()
            .createSocket("127.0.0.1", to.address().port());
  }

  private static Wire.Response get(Wire wire, String... headers) throws IOException {
    return wire.send(
            HttpText.lines("GET /api HTTP/1.1", "Host: gw") + HttpText.lines(headers) + "\r\n")
        .read();
  }

  @Test
  void a_gateway_that_acts_for_others_shows_its_certificate() throws Exception {
    Gateway to = start(IdentityMode.IMPERSONATE);
    try (Wire wire = new Wire(connect(to, authority.issue("CN=ann,O=devs")))) {
      assertThat(get(wire).body()).isEqualTo("CN=gateway");
    }
    ScriptedServer.Request request = server.requests.getFirst();
    assertThat(request.all("Impersonate-User")).containsExactly("ann");
    assertThat(request.all("Authorization")).isEmpty();
  }

  @Test
  void it_shows_none_for_a_client_that_brings_a_token() throws Exception {
    Gateway to = start(IdentityMode.PASS_THROUGH);
    try (Wire wire = new Wire(connect(to, null))) {
      assertThat(get(wire, "Authorization: Bearer ann").body()).isEqualTo("nobody");
    }
  }

  @Test
  void a_client_may_name_protocols_or_none() throws Exception {
    Gateway to = start(IdentityMode.PASS_THROUGH);
    for (String[] offered : new String[][] {{}, {"h2", "http/1.1"}, {"http/1.1"}}) {
      SSLSocket socket = connect(to, null);
      var parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(offered);
      socket.setSSLParameters(parameters);
      try (Wire wire = new Wire(socket)) {
        assertThat(get(wire, "Authorization: Bearer ann").status()).isEqualTo(200);
        assertThat(socket.getApplicationProtocol()).isIn("", "http/1.1");
      }
    }
  }

  @Test
  void one_that_speaks_http_2_all_the_same_is_refused() throws Exception {
    Gateway to = start(IdentityMode.PASS_THROUGH);
    try (Wire wire = new Wire(connect(to, null))) {
      wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
      assertThat(wire.readHead().status()).isEqualTo(400);
    }
    assertThat(server.requests).isEmpty();
  }
}
