package io.kubescribe.ingest.simulated;

import java.util.List;

/// Somebody who may call the simulated apiserver.
///
/// @param token bearer token
/// @param rights allowed when one of them covers the call
public record SimulatedUser(
    String name, String uid, List<String> groups, String token, List<Right> rights) {
  /// Leave to do something. `*` stands for everything.
  ///
  /// @param resources with subresource, as in `pods/exec`; paths that begin with `/` for what is no
  ///   resource
  /// @param namespaces `*` also covers the whole cluster
  public record Right(List<String> verbs, List<String> resources, List<String> namespaces) {
    /// Everything, impersonation too.
    public static final Right ALL = new Right(List.of("*"), List.of("*"), List.of("*"));

    /// To look at everything but secrets, without exec and its like.
    public static final Right VIEW =
        new Right(
            List.of("get", "list", "watch"),
            List.of(
                "pods",
                "pods/log",
                "pods/status",
                "namespaces",
                "nodes",
                "events",
                "deployments",
                "replicasets"),
            List.of("*"));

    boolean covers(String verb, String resource, String namespace) {
      return has(verbs, verb) && has(resources, resource) && has(namespaces, namespace);
    }

    private static boolean has(List<String> list, String value) {
      return list.contains("*") || list.contains(value);
    }
  }

  public SimulatedUser {
    groups = List.copyOf(groups);
    rights = List.copyOf(rights);
  }

  boolean may(String verb, String resource, String namespace) {
    return rights.stream().anyMatch(right -> right.covers(verb, resource, namespace));
  }

  /// Without the token.
  @Override
  public String toString() {
    return "SimulatedUser[" + name + "]";
  }
}
