package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.PodFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks the cluster about a pod, with the gateway's own rights. Safe for use by many threads.
@FunctionalInterface
interface PodLookup {
  /// Blocks.
  ///
  /// @param container of the session, null for the pod's default
  /// @return empty when the pod is not there or may not be read
  Optional<PodFacts> find(String namespace, String pod, @Nullable String container);
}
