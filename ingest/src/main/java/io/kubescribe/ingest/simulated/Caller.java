package io.kubescribe.ingest.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whom a request comes from, or speaks for.
record Caller(String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  static Caller of(SimulatedUser user) {
    List<String> groups = new ArrayList<>(user.groups());
    groups.add("system:authenticated");
    return new Caller(user.name(), user.uid(), groups, Map.of());
  }
}
