package io.kubescribe.ingest.http;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.AuditConfig;
import java.util.Map;
import java.util.stream.Collectors;

/// The memory that bodies may take, of which no cluster gets all: one that sends slowly on purpose
/// leaves room for a largest body of another. Safe for use by many threads.
final class BodyMemory {
  private final ByteBudget whole;
  private final Map<ClusterName, ByteBudget> shares;
  private final int maxBody;

  /// @param bytes in all
  BodyMemory(AuditConfig config, long bytes) {
    long largest = config.maxBody().bytes();
    // Twice: as received, and decompressed.
    if (bytes < 2 * largest) {
      throw new IllegalArgumentException(
          "memory for bodies must be at least " + 2 * largest + " bytes, was " + bytes);
    }
    maxBody = Math.toIntExact(largest);
    whole = new ByteBudget(bytes);
    long most = config.clusters().size() == 1 ? bytes : bytes - largest;
    shares =
        config.clusters().stream()
            .collect(Collectors.toUnmodifiableMap(cluster -> cluster, _ -> whole.share(most)));
  }

  /// An empty buffer for one body of the cluster, which must be one of the configured.
  BodyBuffer buffer(ClusterName cluster) {
    ByteBudget share = shares.get(cluster);
    if (share == null) {
      throw new IllegalArgumentException("not configured: " + cluster);
    }
    return new BodyBuffer(share, maxBody);
  }

  ByteBudget whole() {
    return whole;
  }
}
