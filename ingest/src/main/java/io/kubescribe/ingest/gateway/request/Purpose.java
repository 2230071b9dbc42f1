package io.kubescribe.ingest.gateway.request;

import io.kubescribe.core.session.SessionKind;

/// What a request is for, as far as it matters to the recording.
public sealed interface Purpose {
  /// A terminal session or a port-forward.
  record Session(SessionKind kind, String namespace, String pod) implements Purpose {}

  /// The kubelet's own API, through the apiserver.
  ///
  /// @param shell whether the path is one that starts processes or opens connections in containers
  record NodeProxy(String node, boolean shell) implements Purpose {}

  /// HTTP into a workload.
  ///
  /// @param resource `pods` or `services`
  record WorkloadProxy(String resource, String namespace, String name) implements Purpose {}

  /// A change of a pod's ephemeral containers, by which `kubectl debug` begins.
  record EphemeralContainers(String namespace, String pod) implements Purpose {}

  /// A new pod, by which `kubectl run` begins.
  record PodCreation(String namespace) implements Purpose {}

  record Other() implements Purpose {}
}
