package io.kubescribe.ingest.netty;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// A certificate authority for tests, with what it has signed.
public final class TestCertificates {
  private static final Duration VALID = Duration.ofHours(1);
  private static final char[] PASSWORD = "test".toCharArray();

  /// A certificate and its key.
  public record Identity(X509Certificate certificate, PrivateKey key) {
    public String certificatePem() throws GeneralSecurityException {
      return pem("CERTIFICATE", certificate.getEncoded());
    }

    public String keyPem() {
      return pem("PRIVATE KEY", key.getEncoded());
    }
  }

  private final KeyPair caKey = keyPair();
  private final X500Name caName;

  /// The certificate of the authority.
  public final X509Certificate ca;

  public TestCertificates(String name) throws GeneralSecurityException {
    caName = new X500Name("CN=" + name);
    ca = sign("CN=" + name, caKey, Instant.now().plus(VALID), true, null);
  }

  /// @param subject as in `CN=prod,O=example`
  public Identity issue(String subject, String... dnsNames) throws GeneralSecurityException {
    KeyPair pair = keyPair();
    return new Identity(
        sign(subject, pair, Instant.now().plus(VALID), false, dnsNames), pair.getPrivate());
  }

  public Identity issueExpired(String subject) throws GeneralSecurityException {
    KeyPair pair = keyPair();
    return new Identity(
        sign(subject, pair, Instant.now().minusSeconds(60), false, null), pair.getPrivate());
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private X509Certificate sign(
      String subject, KeyPair pair, Instant until, boolean isCa, String @Nullable [] dnsNames)
      throws GeneralSecurityException {
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            caName,
            new BigInteger(64, new SecureRandom()).setBit(64),
            Date.from(until.minus(VALID).minusSeconds(3_600)),
            Date.from(until),
            new X500Name(subject),
            pair.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
      if (dnsNames != null && dnsNames.length > 0) {
        GeneralName[] names = new GeneralName[dnsNames.length];
        for (int i = 0; i < names.length; i++) {
          names[i] = new GeneralName(GeneralName.dNSName, dnsNames[i]);
        }
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(caKey.getPrivate())));
    } catch (CertIOException | OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /// The PEM text of the authority.
  public String caPem() throws GeneralSecurityException {
    return pem("CERTIFICATE", ca.getEncoded());
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /// Writes a file that only its owner may read.
  public static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /// A client that trusts this authority.
  ///
  /// @param client what it shows, null for nothing
  public SSLContext clientContext(@Nullable Identity client)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", ca);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    if (client != null) {
      own.setKeyEntry("own", client.key(), PASSWORD, new X509Certificate[] {client.certificate()});
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("NewSunX509");
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
    return context;
  }
}
