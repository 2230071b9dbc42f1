package io.kubescribe.ingest.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedCertificateTest {
  private final Instant now = Instant.now();

  @TempDir private Path directory;

  private SelfSignedCertificate certificate() {
    return SelfSignedCertificate.create(
        "kubescribe test", List.of("localhost", "127.0.0.1", "::1"), now, Duration.ofDays(30));
  }

  private static X509Certificate parsed(SelfSignedCertificate made)
      throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    made.certificatePem().getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void says_what_it_is_for_and_how_long() throws GeneralSecurityException {
    X509Certificate certificate = parsed(certificate());

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=kubescribe test");
    assertThat(certificate.getNotBefore().toInstant()).isBefore(now);
    assertThat(Duration.between(now, certificate.getNotAfter().toInstant()).toHours())
        .isBetween(719L, 720L);
    assertThat(certificate.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
  }

  @Test
  void each_has_its_own_key() {
    assertThat(certificate().keyPem()).isNotEqualTo(certificate().keyPem());
  }

  @Test
  void is_trusted_by_who_has_it_for_its_hosts_only() throws Exception {
    SelfSignedCertificate made = certificate();
    Path pem = Files.writeString(directory.resolve("tls.pem"), made.certificatePem());
    Path key =
        Files.createFile(
            directory.resolve("tls.key"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, made.keyPem());
    try (NettyListener listener =
        new NettyListener(
            "test", new HostPort("127.0.0.1", 0), new TlsConfig(pem, key, null), 10, _ -> {})) {
      listener.start();
      handshake(parsed(made), listener.address().port(), "localhost");
      handshake(parsed(made), listener.address().port(), "127.0.0.1");
      assertThatThrownBy(
              () -> handshake(parsed(made), listener.address().port(), "other.example.com"))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static void handshake(X509Certificate trusted, int port, String host)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("it", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        SSLSocket socket =
            (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
    }
  }
}
