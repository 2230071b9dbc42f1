package io.kubescribe.app.setup;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.IdentityMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// What `setup` prints for one cluster.
///
/// @param cluster as the receiver calls it
/// @param identity as whom the gateway sends requests
/// @param namespace where role `ingest` runs in the cluster; a DNS label
/// @param image of the program; no quotes
/// @param kafka bootstrap servers as the pod reaches them; no quotes
record SetupTexts(
    ClusterName cluster, IdentityMode identity, String namespace, String image, String kafka) {

  String policy() throws IOException {
    String own = Template.filled("policy-own-" + Inputs.text(identity) + ".yaml", values());
    return Template.filled("policy.yaml", Map.of("ownTraffic", own.stripTrailing() + "\n"));
  }

  /// @param receiver address of the receiver, without a path
  /// @param token of the cluster
  /// @param authority PEM by which the receiver is trusted; if empty, an `https` receiver is
  ///   trusted by a file on the node
  String webhook(String receiver, String token, Optional<String> authority) throws IOException {
    return Template.filled(
        "webhook.yaml",
        Map.of(
            "cluster",
            cluster.value(),
            "receiver",
            receiver,
            "token",
            token,
            "authority",
            authority(receiver, authority)));
  }

  private static String authority(String receiver, Optional<String> pem) {
    if (!receiver.startsWith("https:")) {
      return "";
    }
    return pem.map(text ->
            "      certificate-authority-data: "
                + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))
                + "\n")
        .orElse(
            """
                  # Copy the receiver's authority there, or have it put in with --receiver-ca FILE.
                  certificate-authority: /etc/kubernetes/audit/ca.crt
            """);
  }

  String flags() throws IOException {
    return Template.filled("flags.yaml", values());
  }

  String rbac() throws IOException {
    return Template.filled("namespace.yaml", values())
        + "---\n"
        + Template.filled("rbac-" + Inputs.text(identity) + ".yaml", values())
        + Template.filled("rbac-binding.yaml", values());
  }

  String manifests() throws IOException {
    return Template.filled("manifests.yaml", values());
  }

  private Map<String, String> values() {
    return Map.of(
        "cluster", cluster.value(),
        "namespace", namespace,
        "image", image,
        "kafka", kafka,
        "identity", Inputs.text(identity));
  }
}
