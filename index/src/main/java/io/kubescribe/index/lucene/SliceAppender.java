package io.kubescribe.index.lucene;

import io.kubescribe.core.store.AppendOutcome;
import java.io.Closeable;
import java.io.IOException;

/// Puts things of one kind into their slices, each once. For the appending thread.
interface SliceAppender<T> extends Closeable {
  AppendOutcome append(T thing) throws IOException;

  /// About how many bytes it takes up in memory.
  long bytes(T thing);

  /// Lets go of slices that nothing is written to, so that they can be closed.
  void forgetUnwritten() throws IOException;
}
