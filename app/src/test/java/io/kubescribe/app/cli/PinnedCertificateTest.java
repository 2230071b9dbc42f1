package io.kubescribe.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedCertificateTest {
  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "receiver";

  @TempDir Path folder;
  private HttpsServer server;

  /// A receiver whose certificate names another address than the one it is reached by.
  @BeforeEach
  void start() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity("own"), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void the_certificate_itself_is_trusted_whatever_it_names() throws Exception {
    assertThat(ask(folder.resolve("own.pem"))).isEqualTo(204);
  }

  @Test
  void another_certificate_of_the_same_name_is_not() throws Exception {
    identity("other");
    assertThatThrownBy(() -> ask(folder.resolve("other.pem")))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("another certificate than ingest.audit.tls.certificate names");
  }

  @Test
  void a_file_that_is_no_certificate_is_a_wrong_setting() throws Exception {
    Path file = Files.writeString(folder.resolve("text"), "no certificate");
    assertThatThrownBy(() -> PinnedCertificate.client(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("ingest.audit.tls.certificate: must be a PEM certificate, " + file);
  }

  private int ask(Path certificate) throws IOException, InterruptedException {
    URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
    try (HttpClient client = PinnedCertificate.client(certificate)) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  /// A key with its certificate, which is also written to `NAME.pem`.
  private KeyStore identity(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=audit.example.com",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    String pem = Base64.getMimeEncoder().encodeToString(store.getCertificate(ALIAS).getEncoded());
    Files.writeString(
        folder.resolve(name + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
    return store;
  }
}
