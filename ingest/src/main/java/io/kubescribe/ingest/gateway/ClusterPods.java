package io.kubescribe.ingest.gateway;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.ingest.gateway.upstream.ApiCall;
import io.kubescribe.ingest.gateway.upstream.Kubeconfig;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads pods, and of what owns them the workload. Safe for use by many threads.
@SuppressWarnings("FutureReturnValueIgnored") // of listeners
final class ClusterPods implements PodLookup {
  private static final Logger log = LoggerFactory.getLogger(ClusterPods.class);
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  private final Kubeconfig kubeconfig;
  private final Upstream own;
  private final KubernetesSerialization json = new KubernetesSerialization();

  ClusterPods(Kubeconfig kubeconfig) {
    this.kubeconfig = kubeconfig;
    this.own = new Upstream(kubeconfig::own);
  }

  @Override
  public Future<Optional<PodFacts>> find(
      EventLoop loop, String namespace, String name, @Nullable String container) {
    Promise<Optional<PodFacts>> promise = loop.newPromise();
    Map<String, List<String>> headers =
        kubeconfig
            .ownAuthorization()
            .map(value -> Map.of("Authorization", List.of(value)))
            .orElse(Map.of());
    String path = "/api/v1/namespaces/" + encoded(namespace) + "/pods/" + encoded(name);
    ApiCall.get(own, loop, path, headers, LIMIT)
        .addListener((Future<ApiCall.Answer> done) -> {
          if (done.isSuccess() && done.getNow().status() == 200) {
            // Beside the event loop: the first pod of a process takes the library 0.7 s.
            Thread.ofVirtual()
                .name("gateway-pod")
                .start(() -> promise.setSuccess(read(done.getNow().body(), container)));
          } else {
            promise.setSuccess(unread(namespace, name, done));
          }
        });
    return promise;
  }

  @Override
  public void warmUp() {
    var _ =
        read(
            "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{},\"spec\":{}}"
                .getBytes(StandardCharsets.US_ASCII),
            null);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Optional<PodFacts> unread(
      String namespace, String name, Future<ApiCall.Answer> done) {
    log.atWarn()
        .addKeyValue("namespace", namespace)
        .addKeyValue("pod", name)
        .addKeyValue(
            "reason",
            done.isSuccess() ? "status " + done.getNow().status() : Upstream.describe(done.cause()))
        .log("facts about the pod can't be read: may the gateway get pods?");
    return Optional.empty();
  }

  private Optional<PodFacts> read(byte[] body, @Nullable String container) {
    try {
      Pod pod = json.unmarshal(new String(body, StandardCharsets.UTF_8), Pod.class);
      return pod == null || pod.getSpec() == null || pod.getMetadata() == null
          ? Optional.empty()
          : Optional.of(facts(pod, container));
    } catch (RuntimeException e) {
      // The library throws several kinds; none of them is worth a session.
      log.atWarn().setCause(e).log("a pod as the apiserver describes it can't be read");
      return Optional.empty();
    }
  }

  private PodFacts facts(Pod pod, @Nullable String asked) {
    String container = asked == null ? defaultContainer(pod) : asked;
    Owner owner = owner(pod);
    PodStatus status = pod.getStatus();
    return new PodFacts(
        pod.getMetadata().getUid(),
        pod.getSpec().getNodeName(),
        container,
        image(pod, container),
        status == null ? null : imageId(status, container),
        owner.kind(),
        owner.name(),
        pod.getSpec().getServiceAccountName(),
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of()));
  }

  /// As the apiserver chooses: the annotated one, else the first.
  private static @Nullable String defaultContainer(Pod pod) {
    List<Container> containers = pod.getSpec().getContainers();
    Map<String, String> annotations =
        Objects.requireNonNullElse(pod.getMetadata().getAnnotations(), Map.of());
    String annotated = annotations.get(DEFAULT_CONTAINER);
    if (annotated != null && containers.stream().anyMatch(c -> c.getName().equals(annotated))) {
      return annotated;
    }
    return containers.isEmpty() ? null : containers.getFirst().getName();
  }

  private static @Nullable String image(Pod pod, @Nullable String container) {
    Stream<Container> plain =
        Stream.concat(
            pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream());
    Optional<String> image =
        plain.filter(c -> c.getName().equals(container)).map(Container::getImage).findFirst();
    return image
        .or(() ->
            pod.getSpec().getEphemeralContainers().stream()
                .filter(c -> c.getName().equals(container))
                .map(EphemeralContainer::getImage)
                .findFirst())
        .orElse(null);
  }

  private static @Nullable String imageId(PodStatus status, @Nullable String container) {
    return Stream.of(
            status.getContainerStatuses(),
            status.getInitContainerStatuses(),
            status.getEphemeralContainerStatuses())
        .flatMap(List::stream)
        .filter(one -> one.getName().equals(container))
        .map(ContainerStatus::getImageID)
        .findFirst()
        .orElse(null);
  }

  private record Owner(@Nullable String kind, @Nullable String name) {}

  /// The controller, and of a ReplicaSet the Deployment it was made by, whose name it carries.
  private static Owner owner(Pod pod) {
    Optional<OwnerReference> controller =
        pod.getMetadata().getOwnerReferences().stream()
            .filter(reference -> Boolean.TRUE.equals(reference.getController()))
            .findFirst();
    if (controller.isEmpty()) {
      return new Owner(null, null);
    }
    String kind = controller.get().getKind();
    String name = controller.get().getName();
    Map<String, String> labels =
        Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
    String hash = labels.get("pod-template-hash");
    return kind.equals("ReplicaSet") && hash != null && name.endsWith("-" + hash)
        ? new Owner("Deployment", name.substring(0, name.length() - hash.length() - 1))
        : new Owner(kind, name);
  }
}
