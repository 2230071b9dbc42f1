package io.kubescribe.app.up;

import io.kubescribe.app.node.RunFile;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.netty.SelfSignedCertificate;
import io.kubescribe.ingest.simulated.SimulatedCluster;
import io.kubescribe.ingest.simulated.SimulatedKubeconfig;
import io.kubescribe.ingest.simulated.SimulatedUser;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/// The simulated cluster of the demo with all that leads to it: its certificate and the gateway's,
/// the gateway's kubeconfig, and one for the person who tries kubectl. Everything listens on
/// loopback and trusts what this start has made. Used by one thread.
final class TryOutCluster implements Closeable {
  private static final String PERSON = "you@example.com";
  private static final String NAMESPACE = "default";
  private static final Duration VALID = Duration.ofDays(30);
  private static final Duration AUDIT_WAIT = Duration.ofMillis(200);
  private static final int TOKEN_BYTES = 32;

  private final Path folder;
  private final String personToken;
  private final SelfSignedCertificate certificate;
  private final SimulatedCluster cluster;
  private final Path upstream;

  private TryOutCluster(
      Path folder,
      String personToken,
      SelfSignedCertificate certificate,
      SimulatedCluster cluster,
      Path upstream) {
    this.folder = folder;
    this.personToken = personToken;
    this.certificate = certificate;
    this.cluster = cluster;
    this.upstream = upstream;
  }

  /// Makes the certificates and tokens, and starts the cluster.
  ///
  /// @param dataDir the demo's own data folder; files are made in `simulated` in it
  static TryOutCluster start(Path dataDir, InstantSource clock) throws IOException {
    Path folder = Files.createDirectories(dataDir.resolve("simulated"));
    SelfSignedCertificate certificate =
        SelfSignedCertificate.create(
            "kubescribe demo", List.of("127.0.0.1", "localhost"), clock.instant(), VALID);
    write(folder.resolve("tls.crt"), certificate.certificatePem());
    write(folder.resolve("tls.key"), certificate.keyPem());
    String personToken = token();
    String gatewayToken = token();
    SimulatedCluster cluster =
        SimulatedCluster.builder()
            .tls(tls(folder))
            .users(
                List.of(
                    new SimulatedUser(
                        PERSON,
                        "demo-person",
                        List.of("system:authenticated"),
                        personToken,
                        List.of(SimulatedUser.Right.ALL)),
                    new SimulatedUser(
                        "system:serviceaccount:kubescribe:gateway",
                        "demo-gateway",
                        List.of("system:serviceaccounts"),
                        gatewayToken,
                        List.of(SimulatedUser.Right.VIEW))))
            .clock(clock)
            .build();
    Path upstream = folder.resolve("gateway.kubeconfig");
    try {
      cluster.start();
      write(
          upstream,
          SimulatedKubeconfig.text(
              cluster.url(), certificate.certificatePem(), "gateway", gatewayToken, NAMESPACE));
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
    return new TryOutCluster(folder, personToken, certificate, cluster, upstream);
  }

  private static TlsConfig tls(Path folder) {
    return new TlsConfig(folder.resolve("tls.crt"), folder.resolve("tls.key"), null);
  }

  private static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /// The gateway in front of it.
  GatewayConfig gateway(ClusterName name, HostPort listen) {
    GatewayConfig base = GatewayConfig.DEFAULT;
    return new GatewayConfig(
        name,
        listen,
        upstream,
        null,
        tls(folder),
        base.mode(),
        base.recordInput(),
        base.identity(),
        true,
        base.allowImpersonation(),
        base.unrecordedUpgrades(),
        base.namespaces());
  }

  /// Sends what is asked of the cluster to the node's audit webhook from now on, and writes the
  /// kubeconfig of the person, which leads through the node's gateway.
  ///
  /// @return the kubeconfig's file
  Path connect(RunFile node, ClusterName name) throws IOException {
    URI receiver = URI.create(Objects.requireNonNull(node.audit()) + "/audit/" + name);
    URI gateway = Objects.requireNonNull(node.gateway()).get(name.value());
    Path data = folder.resolveSibling("");
    String token = Files.readString(data.resolve("ingest-tokens").resolve(name.value())).strip();
    cluster.sendAudit(receiver, token, AUDIT_WAIT);
    Path file = data.resolve("kubeconfig");
    write(
        file,
        SimulatedKubeconfig.text(
            Objects.requireNonNull(gateway),
            certificate.certificatePem(),
            PERSON,
            personToken,
            NAMESPACE));
    return file;
  }

  /// A file that only its owner may read.
  private static void write(Path file, String text) throws IOException {
    Path fresh = Files.createTempFile(file.resolveSibling(""), "demo", ".tmp");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    cluster.close();
  }
}
