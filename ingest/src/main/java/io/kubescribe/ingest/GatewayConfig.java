package io.kubescribe.ingest;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.core.query.Glob;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.RecordingMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recording gateway, one for each cluster; an entry of `ingest.gateway` in the config.
///
/// @param cluster the cluster behind it
/// @param listen address for users' kubeconfigs
/// @param kubeconfig how the cluster is reached, and as whom for the gateway's own look-ups; null
///   takes `KUBECONFIG`, `~/.kube/config` or the service account of the pod it runs in
/// @param context of the kubeconfig, null for its current one
/// @param tls how connections of clients are encrypted, null for plain HTTP, which carries bearer
///   tokens and so is for loopback only
/// @param mode what goes first when a session can't be recorded
/// @param recordInput what is kept of stdin
/// @param identity as whom requests go upstream
/// @param banner whether users are told on the terminal that the session is recorded
/// @param allowImpersonation whether clients may act as others (`kubectl --as`), where the
///   apiserver allows them to
/// @param unrecordedUpgrades paths, with `*`, of which strict mode lets upgraded connections pass
///   although nothing of them is recorded, such as `/api/v1/namespaces/*/services/*/proxy/*`
/// @param namespaces other modes for some namespaces; the first that matches decides
public record GatewayConfig(
    ClusterName cluster,
    HostPort listen,
    @Nullable Path kubeconfig,
    @Nullable String context,
    @Nullable TlsConfig tls,
    RecordingMode mode,
    InputPolicy recordInput,
    IdentityMode identity,
    boolean banner,
    boolean allowImpersonation,
    List<String> unrecordedUpgrades,
    List<NamespaceRule> namespaces) {
  public static final GatewayConfig DEFAULT =
      new GatewayConfig(
          new ClusterName("default"),
          new HostPort("127.0.0.1", 8443),
          null,
          null,
          null,
          RecordingMode.STRICT,
          InputPolicy.OFF,
          IdentityMode.PASS_THROUGH,
          false,
          false,
          List.of(),
          List.of());

  /// @throws ConfigException if tokens would cross a network in the clear
  public GatewayConfig {
    unrecordedUpgrades = List.copyOf(unrecordedUpgrades);
    namespaces = List.copyOf(namespaces);
    if (tls == null && !listen.isLoopback()) {
      throw new ConfigException(
          "ingest.gateway.tls: must be given beyond loopback, because requests carry bearer tokens;"
              + " listen was "
              + listen);
    }
  }

  /// The same for another cluster, reached by this file.
  ///
  /// @param file as [#kubeconfig]
  /// @param name as [#context]
  public GatewayConfig reaching(ClusterName other, Path file, @Nullable String name) {
    return new GatewayConfig(
        other,
        listen,
        file,
        name,
        tls,
        mode,
        recordInput,
        identity,
        banner,
        allowImpersonation,
        unrecordedUpgrades,
        namespaces);
  }

  /// What goes first for sessions in this namespace.
  public RecordingMode modeOf(String namespace) {
    for (NamespaceRule rule : namespaces) {
      if (rule.covers(namespace)) {
        return rule.mode();
      }
    }
    return mode;
  }

  /// Whether an upgraded connection of this decoded path may pass unrecorded in strict mode.
  public boolean mayPassUnrecorded(String path) {
    return unrecordedUpgrades.stream().anyMatch(pattern -> Glob.of(pattern).matches(path));
  }
}
