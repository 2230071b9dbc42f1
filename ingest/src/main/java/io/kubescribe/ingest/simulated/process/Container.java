package io.kubescribe.ingest.simulated.process;

import java.util.Map;

/// The container in which a process runs.
///
/// @param files its file system; shared by its processes
public record Container(
    String namespace,
    String pod,
    String name,
    String image,
    Map<String, String> environment,
    MemoryFiles files) {}
