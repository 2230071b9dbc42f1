package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.DerivedKey;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Which derived documents a slice has: a set of those added lately, and the index for all others.
/// For the appending thread.
final class KnownKeys implements Closeable {
  /// Keys kept in memory before the index is asked for them, about 2 MB.
  private static final int MAX_RECENT = 10_000;

  private final Slice slice;
  private final Set<DerivedKey> recent = new HashSet<>();
  private final List<TermsEnum> segments = new ArrayList<>();
  private Slice.@Nullable View view;

  KnownKeys(Slice slice) throws IOException {
    this.slice = slice;
    lookAgain();
  }

  private void lookAgain() throws IOException {
    close();
    if (slice.extent().events() == 0) {
      return;
    }
    Slice.View fresh = slice.view(Duration.ZERO);
    view = fresh;
    for (LeafReaderContext leaf : fresh.reader().leaves()) {
      Terms keys = leaf.reader().terms(SessionFields.KEY);
      if (keys != null) {
        segments.add(keys.iterator());
      }
    }
  }

  boolean contains(DerivedKey key) throws IOException {
    if (recent.contains(key)) {
      return true;
    }
    BytesRef term = new BytesRef(key.bytes());
    for (TermsEnum segment : segments) {
      if (segment.seekExact(term)) {
        return true;
      }
    }
    return false;
  }

  /// Notes a document that was added to the slice.
  void added(DerivedKey key) throws IOException {
    recent.add(key);
    if (recent.size() >= MAX_RECENT) {
      lookAgain();
    }
  }

  @Override
  public void close() throws IOException {
    recent.clear();
    segments.clear();
    Slice.View old = view;
    view = null;
    if (old != null) {
      old.close();
    }
  }
}
