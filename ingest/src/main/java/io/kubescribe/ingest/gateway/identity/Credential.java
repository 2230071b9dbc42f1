package io.kubescribe.ingest.gateway.identity;

import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.gateway.request.RefusedException;
import io.kubescribe.ingest.gateway.request.Subprotocols;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a request shows of who sent it. Its text holds nothing secret.
///
/// @param authorization value of the header, null when there is none
/// @param certificate of the client, verified; null when there is none
/// @param impersonation `Impersonate-*` headers, by name in lower case
public record Credential(
    @Nullable String authorization,
    @Nullable X509Certificate certificate,
    Map<String, List<String>> impersonation) {
  private static final String BEARER = "bearer ";

  public Credential {
    impersonation = Map.copyOf(impersonation);
  }

  /// Reads it off the headers as the client sent them.
  ///
  /// @throws RefusedException if there are two
  public static Credential of(HttpHeaders headers, Optional<X509Certificate> certificate)
      throws RefusedException {
    Subprotocols offered = Subprotocols.of(headers);
    String header = headers.get(HttpHeaderNames.AUTHORIZATION);
    if (offered.tokens() > (header == null ? 1 : 0)) {
      throw new RefusedException(
          Refusal.badRequest(
              "a request must show one credential, not a header and a subprotocol or two of them"));
    }
    Map<String, List<String>> impersonation = new TreeMap<>();
    for (String name : headers.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("impersonate-")) {
        impersonation.put(lower, List.copyOf(headers.getAll(name)));
      }
    }
    @Nullable String value =
        header != null ? header : offered.bearerToken().map(t -> "Bearer " + t).orElse(null);
    return new Credential(value, certificate.orElse(null), impersonation);
  }

  /// The bearer token, when there is one.
  public Optional<String> token() {
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /// Something that is the same for the same credential and tells nothing about it.
  public String key() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (authorization == null ? "-" : "+" + authorization).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      if (certificate != null) {
        digest.update(certificate.getEncoded());
      }
      digest.update((byte) 0);
      // TreeMap, so that the order of headers does not matter.
      digest.update(new TreeMap<>(impersonation).toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "Credential";
  }
}
