package io.kubescribe.ingest.netty;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A certificate that a listener makes for itself where nobody gave it one, with a new key on the
/// curve P-256. Clients trust it by having it: it is its own authority, which signs nothing else.
///
/// The JDK has no public API that makes certificates, so this writes the DER of RFC 5280.
///
/// @param certificatePem for everybody
/// @param keyPem PKCS#8; must be kept as a secret
public record SelfSignedCertificate(String certificatePem, String keyPem) {
  private static final Pattern ADDRESS = Pattern.compile("\\d+(\\.\\d+){3}|.*:.*");
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";
  private static final String KEY_USAGE = "2.5.29.15";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

  /// Clocks of clients may go wrong by so much.
  private static final Duration SLACK = Duration.ofMinutes(10);

  /// @param commonName shown by tools
  /// @param hosts names and IP addresses by which clients reach the listener
  public static SelfSignedCertificate create(
      String commonName, List<String> hosts, Instant now, Duration valid) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair pair = generator.generateKeyPair();
      byte[] algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
      byte[] content = content(commonName, hosts, now, valid, pair.getPublic().getEncoded());
      byte[] certificate =
          Der.sequence(content, algorithm, Der.bits(0, sign(pair.getPrivate(), content)));
      return new SelfSignedCertificate(
          pem("CERTIFICATE", certificate), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256 with SHA-256", e);
    }
  }

  private static byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  private static byte[] content(
      String commonName, List<String> hosts, Instant now, Duration valid, byte[] publicKey) {
    byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(commonName))));
    return Der.sequence(
        Der.element(0xa0, Der.integer(BigInteger.TWO)),
        Der.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
        Der.sequence(Der.oid(ECDSA_WITH_SHA256)),
        name,
        Der.sequence(Der.time(now.minus(SLACK)), Der.time(now.plus(valid))),
        name,
        publicKey,
        Der.element(
            0xa3,
            Der.sequence(
                extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true))),
                // digitalSignature and keyCertSign: it has signed itself.
                extension(KEY_USAGE, true, Der.bits(2, new byte[] {(byte) 0x84})),
                extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTH))),
                extension(
                    ALTERNATIVE_NAMES,
                    false,
                    Der.sequence(
                        hosts.stream()
                            .map(SelfSignedCertificate::alternative)
                            .toArray(byte[][]::new))))));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] alternative(String host) {
    return ADDRESS.matcher(host).matches()
        ? Der.element(0x87, InetAddress.ofLiteral(host).getAddress())
        : Der.element(0x82, host.getBytes(StandardCharsets.US_ASCII));
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  /// Without the key.
  @Override
  public String toString() {
    return "SelfSignedCertificate[" + certificatePem.length() + " characters]";
  }
}
