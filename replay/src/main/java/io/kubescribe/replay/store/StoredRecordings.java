package io.kubescribe.replay.store;

import io.kubescribe.core.recording.RecordReader;
import io.kubescribe.core.recording.Recording;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.recording.RecordingStore.StoredPart;
import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.recording.Verification;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads recordings from what a store has of them. Safe for use by many threads.
public final class StoredRecordings implements Recordings {
  /// Parts whose facts are kept, a few kilobytes each.
  private static final int MOST_SEALED = 1000;

  /// Parts that grow, of which what was read is kept.
  private static final int MOST_GROWING = 200;

  private final RecordingStore store;
  private final Recent<Part, PartSummary> sealed = new Recent<>(MOST_SEALED);
  private final Recent<Part, PartScan> growing = new Recent<>(MOST_GROWING);

  public StoredRecordings(RecordingStore store) {
    this.store = store;
  }

  @Override
  public Optional<Recording> find(SessionId id) throws IOException {
    List<PartSummary> summaries = new ArrayList<>();
    for (StoredPart stored : store.parts(id)) {
      summaries.add(summary(stored));
    }
    return summaries.isEmpty() ? Optional.empty() : Optional.of(PartSummary.merge(id, summaries));
  }

  private PartSummary summary(StoredPart stored) throws IOException {
    if (stored.sealed()) {
      PartSummary known = sealed.get(stored.part());
      if (known == null) {
        known = PartSummary.of(SealedPart.read(store, stored));
        sealed.put(stored.part(), known);
      }
      return known;
    }
    PartScan scan = growing.getOr(stored.part(), part -> new PartScan(store, part));
    synchronized (scan) {
      scan.advance();
      return PartSummary.of(scan, stored.size());
    }
  }

  @Override
  public List<Recording> list(@Nullable SessionId before, int limit) throws IOException {
    List<Recording> page = new ArrayList<>();
    LocalDate newest = before == null ? LocalDate.MAX : dayOf(before);
    for (LocalDate day : store.days().reversed()) {
      if (day.isAfter(newest)) {
        continue;
      }
      for (SessionId id : store.sessions(day).reversed()) {
        if (page.size() >= limit) {
          return page;
        }
        if (before == null || id.compareTo(before) < 0) {
          // Deleted since it was listed: no recording.
          find(id).ifPresent(page::add);
        }
      }
    }
    return page;
  }

  private static LocalDate dayOf(SessionId id) {
    return LocalDate.ofInstant(id.madeAt(), ZoneOffset.UTC);
  }

  @Override
  public Optional<RecordReader> records(SessionId id, long fromNanos) throws IOException {
    List<StoredPart> parts = store.parts(id);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    int epoch = parts.getFirst().part().epoch();
    for (StoredPart stored : parts) {
      ChunkIndex index = index(stored);
      if (index.size() > 0 && index.firstNanos(0) < fromNanos) {
        epoch = stored.part().epoch();
      }
    }
    StoredReader.Source source =
        new StoredReader.Source() {
          @Override
          public List<StoredPart> parts() throws IOException {
            return store.parts(id);
          }

          @Override
          public PartReader open(StoredPart part, long from) throws IOException {
            return StoredRecordings.this.open(part, from);
          }
        };
    return Optional.of(new StoredReader(source, epoch, fromNanos));
  }

  private PartReader open(StoredPart stored, long fromNanos) throws IOException {
    return stored.sealed()
        ? PartReader.of(store, SealedPart.read(store, stored), fromNanos)
        : PartReader.growing(store, stored.part(), index(stored), fromNanos);
  }

  private ChunkIndex index(StoredPart stored) throws IOException {
    if (stored.sealed()) {
      return SealedPart.read(store, stored).index();
    }
    PartScan scan = growing.getOr(stored.part(), part -> new PartScan(store, part));
    synchronized (scan) {
      scan.advance();
      return new ChunkIndex(scan.index());
    }
  }

  @Override
  public Optional<Verification> verify(SessionId id) throws IOException {
    List<StoredPart> parts = store.parts(id);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Verifier verifier = new Verifier(store);
    for (StoredPart part : parts) {
      verifier.verify(part);
    }
    return Optional.of(verifier.result());
  }
}
