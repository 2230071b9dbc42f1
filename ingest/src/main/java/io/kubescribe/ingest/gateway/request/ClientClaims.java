package io.kubescribe.ingest.gateway.request;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a client says of itself and nobody checks. Cut to a length that a record has room for.
public final class ClientClaims {
  private static final int LONGEST = 1024;
  private static final int MOST_ADDRESSES = 16;

  /// Header and the name of its claim.
  private static final Map<String, String> CLAIMS =
      Map.of(
          "Audit-ID", "auditId",
          "Kubectl-Session", "kubectlSession",
          "Kubectl-Command", "kubectlCommand",
          "User-Agent", "userAgent");

  private ClientClaims() {}

  public static Map<String, String> of(HttpHeaders headers) {
    Map<String, String> claims = new LinkedHashMap<>();
    CLAIMS.forEach((header, name) -> {
      String value = headers.get(header);
      if (value != null && !value.isEmpty()) {
        claims.put(name, cut(value));
      }
    });
    return claims;
  }

  /// The hops that the client names in `X-Forwarded-For`.
  public static List<String> addresses(HttpHeaders headers) {
    List<String> addresses = new ArrayList<>();
    for (String line : headers.getAll("X-Forwarded-For")) {
      for (String part : line.split(",", -1)) {
        if (!part.isBlank() && addresses.size() < MOST_ADDRESSES) {
          addresses.add(cut(part.strip()));
        }
      }
    }
    return addresses;
  }

  private static String cut(String value) {
    return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
  }
}
