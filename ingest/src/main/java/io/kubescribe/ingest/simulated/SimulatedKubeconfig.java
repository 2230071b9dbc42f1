package io.kubescribe.ingest.simulated;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// A kubeconfig file that leads to a server by a token. Static.
public final class SimulatedKubeconfig {
  private SimulatedKubeconfig() {}

  /// @param server must be `https` for kubectl to send the token
  /// @param certificatePem by which the server is trusted
  /// @return YAML
  public static String text(
      URI server, String certificatePem, String user, String token, String namespace) {
    String authority =
        Base64.getEncoder().encodeToString(certificatePem.getBytes(StandardCharsets.US_ASCII));
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: simulated
      cluster:
        server: "%s"
        certificate-authority-data: %s
    users:
    - name: "%s"
      user:
        token: "%s"
    contexts:
    - name: simulated
      context:
        cluster: simulated
        user: "%s"
        namespace: "%s"
    current-context: simulated
    """
        .formatted(server, authority, user, token, user, namespace);
  }
}
