package io.kubescribe.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.config.ByteSize;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.netty.TestCertificates;
import io.kubescribe.ingest.netty.TestCertificates.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets through TLS, and for which cluster. B27 of the catalogue of bad inputs.
class TlsReceiverTest {
  @TempDir private static Path files;
  private static TestCertificates authority;
  private static TestCertificates foreign;
  private static TlsConfig plain;
  private static TlsConfig mutual;

  @TempDir private Path data;

  @BeforeAll
  static void makeCertificates() throws Exception {
    authority = new TestCertificates("test CA");
    foreign = new TestCertificates("test CA");
    Identity server = authority.issue("CN=localhost", "localhost");
    Path certificate = TestCertificates.write(files.resolve("tls.crt"), server.certificatePem());
    Path key = TestCertificates.write(files.resolve("tls.key"), server.keyPem());
    Path clientCa = TestCertificates.write(files.resolve("ca.crt"), authority.caPem());
    plain = new TlsConfig(certificate, key, null);
    mutual = new TlsConfig(certificate, key, clientCa);
  }

  private TestReceiver server(TlsConfig tls) throws IOException {
    return new TestReceiver(data, tls, TestReceiver.LIMITS, ByteSize.ofMebibytes(8));
  }

  private static Wire connect(TestReceiver server, @Nullable Identity client, String... protocols)
      throws IOException, GeneralSecurityException {
    SSLContext context = authority.clientContext(client);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket("127.0.0.1", server.receiver.address().port());
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    return new Wire(socket);
  }

  private static int post(TestReceiver server, @Nullable Identity client) throws Exception {
    try (Wire wire = connect(server, client)) {
      return wire.send(server.post("{}")).read().status();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bodies_are_taken_over_tls(String protocol) throws Exception {
    try (TestReceiver server = server(plain);
        Wire wire = connect(server, null, protocol)) {
      String largest = "x".repeat(TestReceiver.MAX_BODY);
      assertThat(wire.send(server.post(largest)).read().status()).isEqualTo(200);
      assertThat(wire.send(server.post("second")).read().status()).isEqualTo(200);
      assertThat(server.intake.bodies()).containsExactly(largest, "second");
      assertThat(((SSLSocket) wire.socket).getSession().getProtocol()).isEqualTo(protocol);
    }
  }

  @Test
  void a_refused_sender_reads_why_over_tls() throws Exception {
    try (TestReceiver server = server(plain);
        Wire wire = connect(server, null)) {
      wire.send(server.head("Content-Length: " + (TestReceiver.MAX_BODY + 1)) + "\r\n");
      wire.send(new byte[TestReceiver.MAX_BODY]);
      assertThat(wire.read().status()).isEqualTo(413);
      assertThat(wire.isClosed()).isTrue();
    }
  }

  @Test
  void plain_http_is_not_answered() throws Exception {
    try (TestReceiver server = server(plain);
        Wire wire = server.connect()) {
      wire.send(server.post("{}"));
      assertThatThrownBy(wire::read).isInstanceOf(IOException.class);
      assertThat(server.intake.taken).isEmpty();
    }
  }

  @Test
  void a_token_is_needed_beside_the_certificate() throws Exception {
    try (TestReceiver server = server(mutual);
        Wire wire = connect(server, authority.issue("CN=prod"))) {
      wire.send("POST /audit/prod HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(wire.read().status()).isEqualTo(401);
    }
  }

  @Test
  void certificates_of_the_cluster_or_of_none_may_send() throws Exception {
    try (TestReceiver server = server(mutual)) {
      assertThat(post(server, authority.issue("CN=prod"))).isEqualTo(200);
      assertThat(post(server, authority.issue("CN=PROD,O=example"))).isEqualTo(200);
      assertThat(post(server, authority.issue("CN=api", "prod"))).isEqualTo(200);
      assertThat(post(server, authority.issue("CN=kube-apiserver"))).isEqualTo(200);
      assertThat(post(server, authority.issue("CN=x", "dev.example.com"))).isEqualTo(200);
    }
  }

  @Test
  void the_certificate_of_another_cluster_may_not() throws Exception {
    try (TestReceiver server = server(mutual)) {
      assertThat(post(server, authority.issue("CN=dev"))).isEqualTo(403);
      assertThat(post(server, authority.issue("CN=api", "dev"))).isEqualTo(403);
      assertThat(post(server, authority.issue("O=x,CN=dev", "api"))).isEqualTo(403);
      assertThat(server.intake.taken).isEmpty();
      assertThat(server.refused("other_certificate")).isEqualTo(3);
    }
  }

  @Test
  void no_certificate_an_expired_one_and_a_foreign_one_end_at_the_handshake() throws Exception {
    try (TestReceiver server = server(mutual)) {
      for (Identity client :
          new @Nullable Identity[] {
            null, authority.issueExpired("CN=prod"), foreign.issue("CN=prod")
          }) {
        assertThatThrownBy(() -> post(server, client)).isInstanceOf(IOException.class);
      }
      assertThat(server.intake.taken).isEmpty();
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (server.refused("tls") < 3) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }
      assertThat(post(server, authority.issue("CN=prod"))).isEqualTo(200);
    }
  }
}
