package io.kubescribe.index.lucene;

import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.index.lucene.SliceName.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;

/// Puts events into their slices, each once. For the appending thread.
///
/// An event whose own time can't be trusted goes to a flagged slice by received time. A redelivery
/// of it may be received in another slice's time, or so late that its time is no longer in the
/// future; so a duplicate is looked for in the slice of the event's own time and in all flagged
/// ones.
final class Appender implements SliceAppender<IndexableEvent> {
  /// Slices whose ids stay at hand while nothing is written to them.
  private static final int MAX_KNOWN = 32;

  private final Slices slices;
  private final EventDocument document = new EventDocument();
  private final Map<Slice, KnownIds> known = new HashMap<>();

  Appender(Slices slices) {
    this.slices = slices;
  }

  @Override
  public AppendOutcome append(IndexableEvent indexable) throws IOException {
    Instant time = indexable.event().timestamp();
    boolean timeless = indexable.event().flags().contains(EventFlag.TIME_FROM_RECEIVED);
    boolean flagged = timeless || indexable.event().flags().contains(EventFlag.FROM_THE_FUTURE);
    if (isKnown(indexable, timeless)) {
      return AppendOutcome.DUPLICATE;
    }
    Slice slice =
        flagged
            ? slices.findOrCreate(Kind.FLAGGED, indexable.envelope().receivedAt())
            : slices.findOrCreate(Kind.MAIN, time);
    KnownIds ids = idsOf(slice);
    slices.writing(slice);
    long timestamp = Fields.micros(time);
    slice.add(
        document.of(indexable),
        timestamp,
        timestamp,
        indexable.envelope().receivedAt().toEpochMilli());
    ids.added(indexable.id());
    return AppendOutcome.ADDED;
  }

  @Override
  public long bytes(IndexableEvent indexable) {
    return indexable.raw().length;
  }

  private boolean isKnown(IndexableEvent indexable, boolean timeless) throws IOException {
    BytesRef term = new BytesRef(indexable.id().bytes());
    long timestamp = Fields.micros(indexable.event().timestamp());
    if (!timeless) {
      Optional<Slice> own = slices.find(Kind.MAIN, indexable.event().timestamp());
      if (own.isPresent() && idsOf(own.get()).contains(indexable.id(), term, timestamp)) {
        return true;
      }
    }
    for (Slice flagged : slices.flagged()) {
      if (timeless) {
        if (idsOf(flagged).containsAtAnyTime(indexable.id(), term)) {
          return true;
        }
      } else if (flagged.extent().overlaps(timestamp, timestamp)
          && idsOf(flagged).contains(indexable.id(), term, timestamp)) {
        return true;
      }
    }
    return false;
  }

  private KnownIds idsOf(Slice slice) throws IOException {
    KnownIds ids = known.get(slice);
    if (ids == null) {
      if (known.size() >= MAX_KNOWN) {
        forgetUnwritten();
      }
      ids = new KnownIds(slice);
      known.put(slice, ids);
    }
    return ids;
  }

  @Override
  public void forgetUnwritten() throws IOException {
    Iterator<Map.Entry<Slice, KnownIds>> all = known.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Slice, KnownIds> entry = all.next();
      if (!entry.getKey().isWriting()) {
        entry.getValue().close();
        all.remove();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (KnownIds ids : known.values()) {
      ids.close();
    }
    known.clear();
  }
}
