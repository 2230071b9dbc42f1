package io.kubescribe.app.e2e;

import io.kubescribe.app.config.ConfigLoader;
import io.kubescribe.app.node.Node;
import io.kubescribe.app.node.Role;
import io.kubescribe.ingest.simulated.SimulatedCluster;
import io.kubescribe.ingest.simulated.SimulatedUser;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A simulated cluster, and a node of this process with a gateway in front of it.
final class GatewayNode implements Closeable {
  static final String TOKEN = "token-of-ann";

  final SimulatedCluster cluster;
  final Node node;

  /// Starts both.
  ///
  /// @param kafka what the config says of Kafka, a map in YAML
  /// @param gateway further settings of the gateway, as `mode: strict`
  GatewayNode(Path folder, String kafka, String gateway, Set<Role> roles) throws IOException {
    SimulatedUser ann =
        new SimulatedUser("ann", "", List.of("devs"), TOKEN, List.of(SimulatedUser.Right.ALL));
    cluster = SimulatedCluster.builder().users(List.of(ann)).build();
    cluster.start();
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            dataDir: %s
            kafka: %s
            ingest:
              audit: { listen: "127.0.0.1:0" }
              gateway: [ { cluster: prod, listen: "127.0.0.1:0", kubeconfig: %s, %s } ]
            query: { listen: "127.0.0.1:0" }
            """
                .formatted(folder.resolve("data"), kafka, kubeconfig(folder), gateway));
    node = new Node(ConfigLoader.load(file, Map.of(), List.of()), roles, InstantSource.system());
    node.start();
  }

  private Path kubeconfig(Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            clusters: [ { name: c, cluster: { server: "%s" } } ]
            users: [ { name: u, user: { token: %s } } ]
            contexts: [ { name: c, context: { cluster: c, user: u } } ]
            """
                .formatted(cluster.url(), TOKEN));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /// Where an exec over WebSocket begins.
  ///
  /// @param query of the request
  URI exec(String query) {
    Map<String, URI> gateways = Objects.requireNonNull(node.addresses().gateway());
    URI gateway = Objects.requireNonNull(gateways.get("prod"));
    return URI.create(
        gateway.toString().replace("http:", "ws:")
            + "/api/v1/namespaces/default/pods/toolbox/exec?"
            + query);
  }

  @Override
  public void close() throws IOException {
    try {
      node.close();
    } finally {
      cluster.close();
    }
  }
}
