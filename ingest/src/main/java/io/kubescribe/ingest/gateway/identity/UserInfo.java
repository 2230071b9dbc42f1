package io.kubescribe.ingest.gateway.identity;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.SessionUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads reviews of `authentication.k8s.io`.
final class UserInfo {
  private UserInfo() {}

  /// @return empty when the review says that nobody is authenticated, or can't be read
  static Optional<SessionUser> ofSelfReview(byte[] json) {
    return read(json).map(root -> root.path("status").path("userInfo")).flatMap(UserInfo::user);
  }

  /// @return empty when the token is nobody's, or the review can't be read
  static Optional<SessionUser> ofTokenReview(byte[] json) {
    return read(json)
        .map(root -> root.path("status"))
        .filter(status -> status.path("authenticated").asBoolean(false))
        .flatMap(status -> user(status.path("user")));
  }

  private static Optional<JsonNode> read(byte[] json) {
    try {
      return Optional.of(StrictJson.MAPPER.readTree(StrictJson.readable(json)));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<SessionUser> user(JsonNode info) {
    String name = info.path("username").asString("");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    @Nullable String uid = info.path("uid").asString("");
    Map<String, List<String>> extra = new LinkedHashMap<>();
    info.path("extra")
        .properties()
        .forEach(entry -> extra.put(entry.getKey(), texts(entry.getValue())));
    return Optional.of(
        new SessionUser(name, uid.isEmpty() ? null : uid, texts(info.path("groups")), extra));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asString("")));
    return texts;
  }
}
