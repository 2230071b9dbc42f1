package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.PodFacts;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks the cluster about a pod, with the gateway's own rights. Never blocks. Safe for use by many
/// threads.
@FunctionalInterface
interface PodLookup {
  /// Call on the loop; completes there, never with a failure.
  ///
  /// @param container of the session, null for the pod's default
  /// @return empty when the pod is not there or may not be read
  Future<Optional<PodFacts>> find(
      EventLoop loop, String namespace, String pod, @Nullable String container);

  /// Does what the first look-up would else wait for. Asks nobody; may take a second of a
  /// processor.
  default void warmUp() {}
}
