package io.kubescribe.ingest.simulated;

import java.util.List;
import java.util.Map;

/// A request as it reached the simulated apiserver, before anything was made of it: what a test of
/// a proxy in front wants to know.
///
/// @param target as sent
/// @param headers in their order, names as sent
public record SeenRequest(
    String method, String target, List<Map.Entry<String, String>> headers, String auditId) {
  /// All values of a header, whatever the case of its name.
  public List<String> header(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }
}
