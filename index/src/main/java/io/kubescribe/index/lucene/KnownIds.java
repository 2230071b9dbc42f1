package io.kubescribe.index.lucene;

import io.kubescribe.core.audit.AuditEventId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Which ids a slice has: a set of those added lately, and the index for all others. For the
/// appending thread.
///
/// The same event has the same time, so only segments whose span of time holds it are looked into;
/// new events are mostly newer than every segment and cost nothing.
final class KnownIds implements Closeable {
  /// Ids kept in memory before the index is asked for them, about 4 MB.
  private static final int MAX_RECENT = 20_000;

  /// A segment: its ids and its span of time.
  private record Segment(TermsEnum ids, long earliest, long latest) {}

  private final Slice slice;
  private final Set<AuditEventId> recent = new HashSet<>();
  private final List<Segment> segments = new ArrayList<>();
  private Slice.@Nullable View view;

  KnownIds(Slice slice) throws IOException {
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
      Terms ids = leaf.reader().terms(Fields.ID);
      DocValuesSkipper times = leaf.reader().getDocValuesSkipper(Fields.TIMESTAMP);
      if (ids != null && times != null) {
        segments.add(new Segment(ids.iterator(), times.minValue(), times.maxValue()));
      }
    }
  }

  /// Whether the slice has the event.
  ///
  /// @param timestamp its time in microseconds
  boolean contains(AuditEventId id, BytesRef term, long timestamp) throws IOException {
    if (recent.contains(id)) {
      return true;
    }
    for (Segment segment : segments) {
      if (segment.earliest() <= timestamp
          && timestamp <= segment.latest()
          && segment.ids().seekExact(term)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the slice has the event, whatever time it was given.
  boolean containsAtAnyTime(AuditEventId id, BytesRef term) throws IOException {
    if (recent.contains(id)) {
      return true;
    }
    for (Segment segment : segments) {
      if (segment.ids().seekExact(term)) {
        return true;
      }
    }
    return false;
  }

  /// Notes an event that was added to the slice.
  void added(AuditEventId id) throws IOException {
    recent.add(id);
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
