package io.kubescribe.ingest.simulated;

import java.util.List;
import java.util.Set;

/// Whether somebody may do what they ask for. Safe for use by many threads.
final class Authorizer {
  /// What everybody with a name may read, and whom to ask about themselves.
  private static final Set<String> OPEN =
      Set.of("/version", "/healthz", "/livez", "/readyz", "/api", "/apis");

  private static final Set<String> SELF = Set.of("selfsubjectreviews", "selfsubjectaccessreviews");

  private final List<SimulatedUser> users;

  Authorizer(List<SimulatedUser> users) {
    this.users = List.copyOf(users);
  }

  /// @param resource with its subresource, or a path that begins with `/`
  boolean allows(String user, String verb, String resource, String namespace) {
    if (user.equals(Authenticator.ANONYMOUS.name())) {
      return Authenticator.ANONYMOUS.may(verb, resource, namespace);
    }
    boolean open =
        OPEN.contains(resource)
            || resource.startsWith("/api/")
            || resource.startsWith("/apis/")
            || resource.startsWith("/openapi/")
            || SELF.contains(resource);
    return open
        || users.stream()
            .filter(known -> known.name().equals(user))
            .anyMatch(known -> known.may(verb, resource, namespace));
  }

  /// @throws ApiException if not
  void require(Caller caller, RequestInfo info) throws ApiException {
    String what = info.isResource() ? info.fullResource() : info.path();
    if (caller.groups().contains("system:masters")
        || allows(caller.name(), info.verb(), what, info.namespace())) {
      return;
    }
    String who = "User \"" + caller.name() + "\" cannot " + info.verb();
    if (!info.isResource()) {
      throw ApiException.forbidden("", "", who + " path \"" + info.path() + "\"");
    }
    throw ApiException.forbidden(
        info.apiGroup().isEmpty() ? info.resource() : info.resource() + "." + info.apiGroup(),
        info.name(),
        who
            + " resource \""
            + info.fullResource()
            + "\" in API group \""
            + info.apiGroup()
            + "\" "
            + (info.namespace().isEmpty()
                ? "at the cluster scope"
                : "in the namespace \"" + info.namespace() + "\""));
  }
}
