package io.kubescribe.ingest.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.netty.TestCertificates.Identity;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NettyListenerTest {
  private static final HostPort FREE = new HostPort("127.0.0.1", 0);

  @TempDir private Path folder;

  private static NettyListener listener(HostPort listen, @Nullable TlsConfig tls) {
    return new NettyListener(
        "ingest.audit", listen, tls, ClientAuth.REQUIRE, 10, _ -> {}, Duration.ofMillis(20));
  }

  private static Socket connect(HostPort address) throws IOException {
    return new Socket(InetAddress.getByName(address.host()), address.port());
  }

  @Test
  void an_address_in_use_is_named_with_its_setting() {
    try (NettyListener first = listener(FREE, null);
        NettyListener second = listener(first.address(), null)) {
      first.start();
      try (NettyListener third = listener(first.address(), null)) {
        assertThatThrownBy(third::start)
            .isInstanceOf(ConfigException.class)
            .hasMessageContaining("ingest.audit.listen: can't listen on " + first.address());
        assertThat(third.isListening()).isFalse();
      }
      assertThat(second.isListening()).isFalse();
    }
  }

  @Test
  void a_closed_listener_takes_and_keeps_no_connections() throws IOException {
    NettyListener listener = listener(FREE, null);
    listener.start();
    HostPort address = listener.address();
    try (Socket open = connect(address)) {
      open.setSoTimeout(10_000);
      while (listener.connections() == 0) {
        Thread.onSpinWait();
      }
      listener.close();
      listener.close();
      assertThat(open.getInputStream().read()).isNegative();
    }
    assertThatThrownBy(() -> connect(address)).isInstanceOf(ConnectException.class);
    assertThat(listener.connections()).isZero();
  }

  @Test
  void draining_waits_no_longer_than_it_may() throws IOException {
    try (NettyListener listener = listener(FREE, null)) {
      listener.start();
      try (Socket open = connect(listener.address())) {
        assertThat(open.isConnected()).isTrue();
        listener.drain(Duration.ofMillis(50));
        assertThat(listener.isListening()).isFalse();
      }
    }
  }

  @Test
  void new_connections_get_the_renewed_certificate() throws Exception {
    TestCertificates authority = new TestCertificates("test CA");
    Identity first = authority.issue("CN=localhost", "localhost");
    Identity second = authority.issue("CN=localhost", "localhost");
    Path certificate = TestCertificates.write(folder.resolve("tls.crt"), first.certificatePem());
    Path key = TestCertificates.write(folder.resolve("tls.key"), first.keyPem());
    try (NettyListener listener = listener(FREE, new TlsConfig(certificate, key, null))) {
      listener.start();
      assertThat(serial(authority, listener)).isEqualTo(first.certificate().getSerialNumber());

      TestCertificates.write(certificate, second.certificatePem());
      TestCertificates.write(key, second.keyPem());
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      BigInteger shown = serial(authority, listener);
      while (!shown.equals(second.certificate().getSerialNumber())) {
        assertThat(System.nanoTime()).isLessThan(end);
        shown = serial(authority, listener);
      }
    }
  }

  private static BigInteger serial(TestCertificates authority, NettyListener listener)
      throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            authority
                .clientContext(null)
                .getSocketFactory()
                .createSocket("127.0.0.1", listener.address().port())) {
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }
}
