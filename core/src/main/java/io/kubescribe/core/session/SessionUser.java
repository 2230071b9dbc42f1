package io.kubescribe.core.session;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who acts, as the apiserver sees it: `userInfo` of `authentication.k8s.io/v1`.
///
/// @param uid null when the apiserver tells none
public record SessionUser(
    String username, @Nullable String uid, List<String> groups, Map<String, List<String>> extra) {
  public SessionUser {
    requireNonNull(username, "username");
    groups = List.copyOf(groups);
    extra = Map.copyOf(extra);
  }
}
