package io.kubescribe.queryapi.http;

import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.queryapi.access.AccessLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// An access log in memory that acknowledges as it is told to.
final class RecordingAccessLog implements AccessLog {
  final List<AccessEntry> entries = new CopyOnWriteArrayList<>();
  volatile Supplier<CompletableFuture<Void>> acknowledgement =
      () -> CompletableFuture.completedFuture(null);

  @Override
  public CompletableFuture<Void> write(AccessEntry entry) {
    entries.add(entry);
    return acknowledgement.get();
  }
}
