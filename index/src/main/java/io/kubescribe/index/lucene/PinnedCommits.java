package io.kubescribe.index.lucene;

import java.util.List;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexDeletionPolicy;

/// Keeps a slice's newest commit and the one that the root's manifest names, which is the one to go
/// back to after a crash.
final class PinnedCommits extends IndexDeletionPolicy {
  private volatile long pinned;

  /// @param pinned generation that the manifest names, -1 for none
  PinnedCommits(long pinned) {
    this.pinned = pinned;
  }

  void pin(long generation) {
    pinned = generation;
  }

  @Override
  public void onInit(List<? extends IndexCommit> commits) {
    onCommit(commits);
  }

  @Override
  public void onCommit(List<? extends IndexCommit> commits) {
    for (int i = 0; i < commits.size() - 1; i++) {
      if (commits.get(i).getGeneration() != pinned) {
        commits.get(i).delete();
      }
    }
  }
}
