package io.kubescribe.ingest.gateway.identity;

import io.kubescribe.core.session.SessionUser;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The headers by which the gateway acts as a user it has checked. Static.
public final class ImpersonationHeaders {
  /// Given by the apiserver to everybody who has a name; to claim it would need a right of its own.
  private static final String EVERYBODY = "system:authenticated";

  private ImpersonationHeaders() {}

  /// @param authorization the gateway's credential, where it is no certificate
  public static void set(HttpHeaders headers, SessionUser user, Optional<String> authorization) {
    headers.set("Impersonate-User", user.username());
    List<String> groups = user.groups().stream().filter(g -> !g.equals(EVERYBODY)).toList();
    if (!groups.isEmpty()) {
      headers.set("Impersonate-Group", groups);
    }
    if (user.uid() != null) {
      headers.set("Impersonate-Uid", user.uid());
    }
    user.extra()
        .forEach((key, values) ->
            headers.set(
                "Impersonate-Extra-" + URLEncoder.encode(key, StandardCharsets.UTF_8), values));
    authorization.ifPresent(value -> headers.set("Authorization", value));
  }
}
