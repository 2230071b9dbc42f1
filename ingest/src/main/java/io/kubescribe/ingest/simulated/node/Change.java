package io.kubescribe.ingest.simulated.node;

import tools.jackson.databind.node.ObjectNode;

/// One change of an object, as a watch sends it.
///
/// @param version resource version, rising by one over all objects
/// @param type `ADDED`, `MODIFIED` or `DELETED`
/// @param object must not be changed
public record Change(long version, String type, ObjectKey key, ObjectNode object) {}
