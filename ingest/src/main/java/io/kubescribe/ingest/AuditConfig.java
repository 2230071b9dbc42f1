package io.kubescribe.ingest;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.config.HostPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The audit webhook receiver; `ingest.audit` in the config.
///
/// @param clusters who may send, each with a token of its own
/// @param listen address of the receiver
/// @param tls how connections are encrypted, null for plain HTTP
/// @param maxBody the largest body in bytes, after decompression; 1 MiB to 64 MiB, because a record
///   of the log has room for no more
/// @param spool the most bytes that the local spool takes on disk; at least 128 MiB, so that the
///   largest body finds room
public record AuditConfig(
    List<ClusterName> clusters,
    HostPort listen,
    @Nullable TlsConfig tls,
    ByteSize maxBody,
    ByteSize spool) {
  private static final ByteSize LEAST_BODY = ByteSize.ofMebibytes(1);
  private static final ByteSize MOST_BODY = ByteSize.ofMebibytes(64);
  private static final ByteSize LEAST_SPOOL = ByteSize.ofMebibytes(128);

  public static final AuditConfig DEFAULT =
      new AuditConfig(
          List.of(new ClusterName("default")),
          new HostPort("127.0.0.1", 9443),
          null,
          MOST_BODY,
          ByteSize.ofMebibytes(4096));

  /// @throws ConfigException if a value is out of range
  public AuditConfig {
    clusters = List.copyOf(clusters);
    if (clusters.isEmpty()) {
      throw new ConfigException("ingest.audit.clusters: must name at least one cluster, was empty");
    }
    if (clusters.size() != clusters.stream().distinct().count()) {
      throw new ConfigException(
          "ingest.audit.clusters: must name each cluster once, was " + clusters);
    }
    if (maxBody.bytes() < LEAST_BODY.bytes() || maxBody.bytes() > MOST_BODY.bytes()) {
      throw new ConfigException("ingest.audit.maxBody: must be from 1MiB to 64MiB, was " + maxBody);
    }
    if (spool.bytes() < LEAST_SPOOL.bytes()) {
      throw new ConfigException("ingest.audit.spool: must be at least 128MiB, was " + spool);
    }
  }
}
