package io.kubescribe.ingest.file;

import io.kubescribe.core.audit.ClusterName;
import java.net.URI;

/// The server that an import talks to.
///
/// @param audit address of the webhook receiver, without path
/// @param ingestToken that of the cluster
/// @param api address of the query API, without path
/// @param apiToken one with the import right
public record ImportTarget(
    URI audit, ClusterName cluster, String ingestToken, URI api, String apiToken) {
  URI auditPath() {
    return resolve(audit, "/audit/" + cluster);
  }

  URI tallyPath(String run) {
    return resolve(api, "/api/v1/imports/" + run);
  }

  private static URI resolve(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  /// Leaves the tokens out.
  @Override
  public String toString() {
    return auditPath() + " " + api;
  }
}
