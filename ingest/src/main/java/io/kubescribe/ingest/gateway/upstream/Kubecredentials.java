package io.kubescribe.ingest.gateway.upstream;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.client.Config;
import io.kubescribe.core.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the library leaves out of the credentials of a kubeconfig. Static.
final class Kubecredentials {
  private Kubecredentials() {}

  /// Reads the token file, and names the kind of the client's key.
  ///
  /// @param found what the library has made of the file
  /// @param parsed the file
  static void complete(Config found, io.fabric8.kubernetes.api.model.Config parsed, Path file) {
    if (found.getCurrentContext() == null) {
      return;
    }
    String user = found.getCurrentContext().getContext().getUser();
    parsed.getUsers().stream()
        .filter(named -> Objects.equals(named.getName(), user))
        .map(NamedAuthInfo::getUser)
        .filter(Objects::nonNull)
        .map(AuthInfo::getTokenFile)
        .filter(token -> token != null && !token.isEmpty())
        .findFirst()
        .ifPresent(token -> found.setOauthToken(read(file.resolveSibling(token))));
    String algorithm = keyAlgorithm(found);
    if (algorithm != null) {
      found.setClientKeyAlgo(algorithm);
    }
  }

  /// As kubectl does, in place of a token that stands in the kubeconfig itself.
  private static String read(Path token) {
    try {
      return Files.readString(token).strip();
    } catch (IOException e) {
      throw new ConfigException(
          "ingest.gateway.kubeconfig: its tokenFile " + token + " can't be read: " + e, e);
    }
  }

  /// The library guesses by the first line of the key, which says nothing for PKCS#8.
  private static @Nullable String keyAlgorithm(Config config) {
    try (InputStream certificate = certificate(config)) {
      return certificate == null
          ? null
          : CertificateFactory.getInstance("X.509")
              .generateCertificate(certificate)
              .getPublicKey()
              .getAlgorithm();
    } catch (IOException | CertificateException | IllegalArgumentException e) {
      throw new ConfigException(
          "ingest.gateway.kubeconfig: its client certificate can't be read: " + e.getMessage(), e);
    }
  }

  private static @Nullable InputStream certificate(Config config) throws IOException {
    if (config.getClientCertData() != null) {
      return new ByteArrayInputStream(Base64.getMimeDecoder().decode(config.getClientCertData()));
    }
    return config.getClientCertFile() == null
        ? null
        : Files.newInputStream(Path.of(config.getClientCertFile()));
  }
}
