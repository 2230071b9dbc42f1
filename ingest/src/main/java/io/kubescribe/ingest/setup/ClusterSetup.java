package io.kubescribe.ingest.setup;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.kubescribe.core.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Applies manifests to the cluster of a kubeconfig, on the server's side and as field manager
/// `kubescribe-setup`. For use by one thread.
public final class ClusterSetup implements Closeable {
  private static final String FIELD_MANAGER = "kubescribe-setup";
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final KubernetesClient client;

  private ClusterSetup(KubernetesClient client) {
    this.client = client;
  }

  /// @param kubeconfigs as kubectl merges them, the first file first
  /// @param context null for the current one
  /// @throws ConfigException if they can't be read, or have no such context
  public static ClusterSetup open(List<Path> kubeconfigs, @Nullable String context) {
    try {
      Config config = Config.empty();
      KubeConfigUtils.merge(
          config,
          context,
          kubeconfigs.stream()
              .map(file -> KubeConfigUtils.parseConfig(file.toFile()))
              .toArray(io.fabric8.kubernetes.api.model.Config[]::new));
      // For one that it does not find Fabric8 takes the current one, another cluster maybe.
      if (context != null
          && (config.getCurrentContext() == null
              || !context.equals(config.getCurrentContext().getName()))) {
        throw new ConfigException(
            "kubeconfig " + kubeconfigs + " has no context '" + context + "'");
      }
      config.setConnectionTimeout((int) LIMIT.toMillis());
      config.setRequestTimeout((int) LIMIT.toMillis());
      // A person waits and can call again.
      config.setRequestRetryBackoffLimit(1);
      return new ClusterSetup(new KubernetesClientBuilder().withConfig(config).build());
    } catch (ConfigException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ConfigException("kubeconfig " + kubeconfigs + " can't be used: " + e, e);
    }
  }

  /// Where the objects go.
  public String server() {
    return client.getMasterUrl().toString();
  }

  /// Applies each object in order. One that is refused does not keep the others back, an apiserver
  /// that does not answer does.
  ///
  /// @param manifests YAML documents
  public List<Applied> apply(String manifests) {
    List<Applied> applied = new ArrayList<>();
    List<HasMetadata> objects =
        client.load(new ByteArrayInputStream(manifests.getBytes(StandardCharsets.UTF_8))).items();
    for (HasMetadata object : objects) {
      try {
        client.resource(object).fieldManager(FIELD_MANAGER).serverSideApply();
        applied.add(new Applied(name(object), null));
      } catch (KubernetesClientException e) {
        applied.add(new Applied(name(object), problem(e)));
        if (isSilent(e)) {
          break;
        }
      }
    }
    return applied;
  }

  private static String name(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    String name = object.getKind() + " " + metadata.getName();
    return metadata.getNamespace() == null ? name : name + " in " + metadata.getNamespace();
  }

  private static String problem(KubernetesClientException e) {
    String message =
        e.getStatus() != null && e.getStatus().getMessage() != null
            ? e.getStatus().getMessage()
            : Objects.requireNonNullElse(e.getMessage(), e.toString());
    if (isSilent(e)) {
      return "the apiserver does not answer: " + cause(e);
    }
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT
        ? message + ": somebody else has set these fields; settle it with 'kubectl apply'"
        : message;
  }

  /// Answers have a status; the client gives 0 or less to those that did not come.
  private static boolean isSilent(KubernetesClientException e) {
    return e.getCode() <= 0;
  }

  private static String cause(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
