package io.kubescribe.ingest.setup;

import org.jspecify.annotations.Nullable;

/// How one object fared.
///
/// @param object such as `ClusterRole kubescribe-gateway`, with `in NAMESPACE` if it is in one
/// @param problem why the cluster has not taken it, null if it has
public record Applied(String object, @Nullable String problem) {}
