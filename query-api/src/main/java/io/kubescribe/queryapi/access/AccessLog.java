package io.kubescribe.queryapi.access;

import java.util.concurrent.CompletableFuture;

/// Where auditors' own actions are written. Safe for use by many threads.
@FunctionalInterface
public interface AccessLog {
  /// Takes an entry without blocking.
  ///
  /// @return completes when the entry is durable, or with the reason why it may not be
  CompletableFuture<Void> write(AccessEntry entry);
}
