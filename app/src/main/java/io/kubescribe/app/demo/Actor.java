package io.kubescribe.app.demo;

/// Somebody who sends requests all day. Used by one thread.
interface Actor {
  /// Puts what it begins in this slice on the timeline; ends may lie later.
  void plan(Slice slice, Timeline timeline);
}
