package io.kubescribe.ingest.netty;

import io.kubescribe.core.ConfigException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys out of PEM texts (RFC 7468). Messages begin with `what`, which names
/// setting and file. Static.
final class PemFiles {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final byte[] PROBE = {1, 2, 3};

  private PemFiles() {}

  /// @return at least one, in the order of the file
  /// @throws ConfigException if there is none
  static List<X509Certificate> certificates(byte[] pem, String what) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))) {
        found.add((X509Certificate) certificate);
      }
    } catch (CertificateException e) {
      throw new ConfigException(what + ": must hold PEM certificates: " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new ConfigException(what + ": must hold at least one PEM certificate");
    }
    return found;
  }

  /// @param owner whose key it must be
  /// @throws ConfigException if it is not a PKCS#8 key, or another certificate's
  static PrivateKey privateKey(byte[] pem, X509Certificate owner, String what) {
    Matcher matcher = PKCS8.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new ConfigException(
          what
              + ": must hold an unencrypted PEM private key in PKCS#8 ('BEGIN PRIVATE KEY'):"
              + " convert it with 'openssl pkcs8 -topk8 -nodes'");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
      PrivateKey key =
          KeyFactory.getInstance(owner.getPublicKey().getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der));
      if (!belongsTo(owner.getPublicKey(), key)) {
        throw new ConfigException(what + ": must be the key of the certificate, is another's");
      }
      return key;
    } catch (InvalidKeySpecException | InvalidKeyException | IllegalArgumentException e) {
      // No cause: some providers show parts of the key in it.
      throw new ConfigException(
          what
              + ": must be a "
              + owner.getPublicKey().getAlgorithm()
              + " key as the certificate has, or the file is damaged");
    } catch (GeneralSecurityException e) {
      throw new ConfigException(what + ": can't be used: " + e.getMessage(), e);
    }
  }

  private static boolean belongsTo(PublicKey certified, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
