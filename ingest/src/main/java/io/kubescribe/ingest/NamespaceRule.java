package io.kubescribe.ingest;

import io.kubescribe.core.query.Glob;
import io.kubescribe.core.session.RecordingMode;

/// Another recording mode for some namespaces of a gateway's cluster.
///
/// @param match namespace names, with `*` and `?`
public record NamespaceRule(String match, RecordingMode mode) {
  boolean covers(String namespace) {
    return Glob.of(match).matches(namespace);
  }
}
