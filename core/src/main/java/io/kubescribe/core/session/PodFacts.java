package io.kubescribe.core.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the cluster says about the pod; each is null where it is not known.
///
/// @param container the container of the session, after the apiserver's default
/// @param imageId the image's digest as the runtime reports it
/// @param ownerKind such as `Deployment`; the top-most controller that could be found
public record PodFacts(
    @Nullable String uid,
    @Nullable String node,
    @Nullable String container,
    @Nullable String image,
    @Nullable String imageId,
    @Nullable String ownerKind,
    @Nullable String ownerName,
    @Nullable String serviceAccount,
    Map<String, String> labels) {
  public PodFacts {
    labels = Map.copyOf(labels);
  }
}
