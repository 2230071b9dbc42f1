package io.kubescribe.ingest.simulated.node;

/// Where an object is kept.
///
/// @param resource plural, such as `pods`
/// @param namespace empty for objects of the whole cluster
public record ObjectKey(String resource, String namespace, String name) {}
