package io.kubescribe.app.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who sends a request, from where, with which client, and by which rule it is let in.
///
/// @param uid of a service account, null for others
/// @param credential value of `authentication.kubernetes.io/credential-id`, null without one
/// @param rule value of the annotation `authorization.k8s.io/reason` when allowed
record Caller(
    @Nullable String username,
    @Nullable String uid,
    List<String> groups,
    @Nullable String credential,
    String ip,
    String agent,
    String rule) {
  static final String SERVER_VERSION = "v1.34.2 (linux/amd64) kubernetes/8cc511e";

  private static final String AUTHENTICATED = "system:authenticated";

  Caller {
    groups = List.copyOf(groups);
  }

  /// A person with a token of the identity provider.
  static Caller person(String name, String team, String ip, String agent, String role) {
    return new Caller(
        name + "@example.com",
        null,
        List.of(team, AUTHENTICATED),
        null,
        ip,
        agent,
        "RBAC: allowed by ClusterRoleBinding \"%s\" of ClusterRole \"%s\" to Group \"%s\""
            .formatted(team, role, team));
  }

  /// A service account with a bound token.
  static Caller serviceAccount(
      String namespace, String name, String ip, String agent, String role) {
    return new Caller(
        "system:serviceaccount:" + namespace + ":" + name,
        uuid("uid/" + namespace + "/" + name),
        List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, AUTHENTICATED),
        "JTI=" + uuid("jti/" + namespace + "/" + name),
        ip,
        agent,
        "RBAC: allowed by ClusterRoleBinding \"%s\" of ClusterRole \"%s\" to ServiceAccount \"%s/%s\""
            .formatted(role, role, name, namespace));
  }

  /// A controller of kube-controller-manager under its own service account.
  static Caller controller(String name) {
    return serviceAccount(
        "kube-system",
        name,
        DemoCluster.CONTROL_IP,
        "kube-controller-manager/" + SERVER_VERSION + "/system:serviceaccount:kube-system:" + name,
        "system:controller:" + name);
  }

  /// A component of the control plane with a client certificate.
  static Caller component(String name, String part) {
    return new Caller(
        "system:" + name,
        null,
        List.of(AUTHENTICATED),
        "X509SHA256=" + fingerprint(name),
        DemoCluster.CONTROL_IP,
        name + "/" + SERVER_VERSION + (part.isEmpty() ? "" : "/" + part),
        "RBAC: allowed by ClusterRoleBinding \"system:%s\" of ClusterRole \"system:%s\" to User \"system:%s\""
            .formatted(name, name, name));
  }

  static Caller kubelet(String node, String ip) {
    return new Caller(
        "system:node:" + node,
        null,
        List.of("system:nodes", AUTHENTICATED),
        "X509SHA256=" + fingerprint(node),
        ip,
        "kubelet/" + SERVER_VERSION,
        "");
  }

  /// The certificate that kubeadm leaves in `/etc/kubernetes` of each control plane node.
  static Caller clusterAdminCertificate(String ip, String agent) {
    return new Caller(
        "kubernetes-admin",
        null,
        List.of("kubeadm:cluster-admins", AUTHENTICATED),
        "X509SHA256=" + fingerprint("kubernetes-admin"),
        ip,
        agent,
        "RBAC: allowed by ClusterRoleBinding \"kubeadm:cluster-admins\" of ClusterRole"
            + " \"cluster-admin\" to Group \"kubeadm:cluster-admins\"");
  }

  static Caller anonymous(String ip, String agent) {
    return new Caller(
        "system:anonymous",
        null,
        List.of("system:unauthenticated"),
        null,
        ip,
        agent,
        "RBAC: allowed by ClusterRoleBinding \"system:public-info-viewer\" of ClusterRole"
            + " \"system:public-info-viewer\" to Group \"system:unauthenticated\"");
  }

  /// Somebody whose credential is not accepted: the event has an empty user.
  static Caller rejected(String ip, String agent) {
    return new Caller(null, null, List.of(), null, ip, agent, "");
  }

  /// The same credential in other hands.
  Caller from(String otherIp, String otherAgent) {
    return new Caller(username, uid, groups, credential, otherIp, otherAgent, rule);
  }

  /// With the kind of token that lies in a Secret: it has no id of its own.
  Caller withoutCredentialId() {
    return new Caller(username, uid, groups, null, ip, agent, rule);
  }

  /// Whether the token is one that lies in a Secret, which the API server notes in its events.
  boolean usesSecretToken() {
    return uid != null && credential == null;
  }

  Caller allowedBy(String otherRule) {
    return new Caller(username, uid, groups, credential, ip, agent, otherRule);
  }

  /// The id that stands for a thing of the cluster in every event.
  static String uuid(String thing) {
    return UUID.nameUUIDFromBytes(thing.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String fingerprint(String name) {
    return (uuid("a/" + name) + uuid("b/" + name)).replace("-", "");
  }
}
