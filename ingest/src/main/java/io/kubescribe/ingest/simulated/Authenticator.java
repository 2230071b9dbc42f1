package io.kubescribe.ingest.simulated;

import io.kubescribe.ingest.simulated.stream.WebSocketHandshake;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Who calls, by bearer token, and for whom. Safe for use by many threads.
final class Authenticator {
  static final String TOKEN_PROTOCOL = "base64url.bearer.authorization.k8s.io.";
  private static final String EXTRA = "impersonate-extra-";

  /// May look at little.
  static final SimulatedUser ANONYMOUS =
      new SimulatedUser(
          "system:anonymous",
          "",
          List.of("system:unauthenticated"),
          "",
          List.of(
              new SimulatedUser.Right(
                  List.of("get"),
                  List.of("/version", "/healthz", "/livez", "/readyz"),
                  List.of("*"))));

  private final List<SimulatedUser> users;

  Authenticator(List<SimulatedUser> users) {
    this.users = List.copyOf(users);
  }

  /// @return empty if there is a credential that is nobody's
  Optional<SimulatedUser> user(HttpHeaders headers) {
    Optional<String> token = token(headers);
    return token.isEmpty() ? Optional.of(ANONYMOUS) : ofToken(token.get());
  }

  Optional<SimulatedUser> ofToken(String token) {
    return users.stream().filter(user -> user.token().equals(token)).findFirst();
  }

  private static Optional<String> token(HttpHeaders headers) {
    String authorization = headers.get("Authorization", "");
    if (authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      return Optional.of(authorization.substring("bearer ".length()).strip());
    }
    if (!authorization.isBlank()) {
      return Optional.of("");
    }
    return WebSocketHandshake.offered(headers).stream()
        .filter(protocol -> protocol.startsWith(TOKEN_PROTOCOL))
        .findFirst()
        .map(protocol -> decode(protocol.substring(TOKEN_PROTOCOL.length())));
  }

  private static String decode(String base64) {
    try {
      return new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /// The user that the headers ask for.
  ///
  /// @return empty if they ask for none
  /// @throws ApiException if the caller may not
  static Optional<Caller> impersonated(HttpHeaders headers, SimulatedUser user)
      throws ApiException {
    String name = headers.get("Impersonate-User", "");
    List<String> groups = new ArrayList<>(headers.getAll("Impersonate-Group"));
    String uid = headers.get("Impersonate-Uid", "");
    Map<String, List<String>> extra = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : headers) {
      String key = header.getKey().toLowerCase(Locale.ROOT);
      if (key.startsWith(EXTRA)) {
        extra
            .computeIfAbsent(percentDecoded(key.substring(EXTRA.length())), _ -> new ArrayList<>())
            .add(header.getValue());
      }
    }
    if (name.isEmpty()) {
      if (!groups.isEmpty() || !extra.isEmpty() || !uid.isEmpty()) {
        throw ApiException.internal(
            "requested impersonation without a user: set Impersonate-User too");
      }
      return Optional.empty();
    }
    require(user, "users", name);
    for (String group : groups) {
      require(user, "groups", group);
    }
    groups.add("system:authenticated");
    return Optional.of(new Caller(name, uid, groups, extra));
  }

  private static String percentDecoded(String key) {
    return URLDecoder.decode(key, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
  }

  private static void require(SimulatedUser user, String resource, String name)
      throws ApiException {
    if (!user.may("impersonate", resource, "")) {
      throw ApiException.forbidden(
          resource,
          name,
          "User \""
              + user.name()
              + "\" cannot impersonate resource \""
              + resource
              + "\" in API group \"\" at the cluster scope");
    }
  }
}
