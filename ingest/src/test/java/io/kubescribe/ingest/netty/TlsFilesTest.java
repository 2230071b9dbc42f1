package io.kubescribe.ingest.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.netty.TestCertificates.Identity;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
  @TempDir private Path folder;
  private Path certificate;
  private Path key;
  private Path clientCa;
  private TestCertificates authority;

  @BeforeEach
  void writeFiles() throws Exception {
    authority = new TestCertificates("test CA");
    Identity server = authority.issue("CN=localhost");
    certificate =
        TestCertificates.write(
            folder.resolve("tls.crt"), server.certificatePem() + authority.caPem());
    key = TestCertificates.write(folder.resolve("tls.key"), server.keyPem());
    clientCa = TestCertificates.write(folder.resolve("ca.crt"), authority.caPem());
  }

  private TlsFiles open() {
    return new TlsFiles(
        "ingest.audit.tls", new TlsConfig(certificate, key, clientCa), ClientAuth.REQUIRE);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void a_missing_file_is_named_with_its_setting() throws Exception {
    Files.delete(clientCa);
    assertRefused("ingest.audit.tls.clientCa: " + clientCa, "can't be read");
    Files.delete(key);
    assertRefused("ingest.audit.tls.key: " + key, "can't be read");
    Files.delete(certificate);
    assertRefused("ingest.audit.tls.certificate: " + certificate, "can't be read");
  }

  @Test
  void a_file_without_certificates_is_refused() throws Exception {
    Files.writeString(certificate, "nothing of the kind\n");
    assertRefused("ingest.audit.tls.certificate: ", "must hold");
    Files.writeString(certificate, "");
    assertRefused("ingest.audit.tls.certificate: ", "at least one PEM certificate");
  }

  @Test
  void a_key_of_another_kind_is_refused_and_not_shown() throws Exception {
    Files.writeString(
        key, "-----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----");
    assertRefused("ingest.audit.tls.key: ", "PKCS#8", "openssl pkcs8 -topk8 -nodes");
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    Identity wrong = new Identity(authority.ca, rsa.generateKeyPair().getPrivate());
    Files.writeString(key, wrong.keyPem());
    assertRefused("ingest.audit.tls.key: ", "must be a EC key as the certificate has");
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----");
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void the_key_of_another_certificate_is_refused() throws Exception {
    Files.writeString(key, authority.issue("CN=other").keyPem());
    assertRefused("ingest.audit.tls.key: ", "must be the key of the certificate");
  }

  @Test
  void a_key_that_everybody_may_read_is_refused() throws Exception {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused("ingest.audit.tls.key: " + key, "must not be readable by everybody");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(open().current()).isNotNull();
  }

  @Test
  void changed_files_are_taken_and_unchanged_ones_left() throws Exception {
    TlsFiles files = open();
    SslContext before = files.current();
    files.refresh();
    assertThat(files.current()).isSameAs(before);

    Identity renewed = authority.issue("CN=localhost");
    Files.writeString(certificate, renewed.certificatePem());
    files.refresh();
    assertThat(files.current()).as("certificate without its key").isSameAs(before);
    Files.writeString(key, renewed.keyPem());
    files.refresh();
    assertThat(files.current()).isNotSameAs(before);
  }

  @Test
  void a_new_key_whose_mode_is_corrected_later_is_taken() throws Exception {
    TlsFiles files = open();
    SslContext before = files.current();
    Identity renewed = authority.issue("CN=localhost");
    Files.writeString(certificate, renewed.certificatePem());
    Files.writeString(key, renewed.keyPem());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    files.refresh();
    assertThat(files.current()).isSameAs(before);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    files.refresh();
    assertThat(files.current()).isNotSameAs(before);
  }

  @Test
  void broken_new_files_leave_the_old_ones() throws Exception {
    TlsFiles files = open();
    SslContext before = files.current();
    Files.writeString(certificate, "broken");
    files.refresh();
    Files.delete(certificate);
    files.refresh();
    assertThat(files.current()).isSameAs(before);
  }
}
